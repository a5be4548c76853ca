namespace ControlPlane.AgentHost.Connection;

/// <summary>Sends requests to the control plane that is in use, whichever address they were made for.</summary>
internal sealed class CurrentAddressHandler(ControlPlaneAddresses addresses, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } uri)
            request.RequestUri = new Uri(addresses.Current, uri.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}

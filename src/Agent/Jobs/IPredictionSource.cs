namespace ControlPlane.AgentHost.Jobs;

/// <summary>Where stored predictions come from.</summary>
internal interface IPredictionSource
{
    /// <summary>Begins a download.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or none that makes sense.</exception>
    Task<Stream> OpenAsync(string digest, CancellationToken cancellationToken);
}

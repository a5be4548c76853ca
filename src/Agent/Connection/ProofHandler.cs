using System.Net;
using ControlPlane.Contracts.Keys;

namespace ControlPlane.AgentHost.Connection;

/// <summary>Gives every request its credential and proof; one that is refused with a newer nonce is sent once more with that.</summary>
internal sealed class ProofHandler(AgentProver prover, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Prove(request);
        var response = await base.SendAsync(request, cancellationToken);
        if (!prover.Take(NonceOf(response)) || response.StatusCode != HttpStatusCode.Unauthorized)
            return response;
        response.Dispose();
        Prove(request);
        return await base.SendAsync(request, cancellationToken);
    }

    private void Prove(HttpRequestMessage request)
    {
        foreach (var (name, value) in prover.HeadersOf(request.Method.Method, request.RequestUri!))
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static string? NonceOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(KeyProof.NonceHeader, out var values) ? values.FirstOrDefault() : null;
}

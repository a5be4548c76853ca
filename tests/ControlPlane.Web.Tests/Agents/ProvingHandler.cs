using System.Net;
using ControlPlane.Contracts.Keys;

namespace ControlPlane.Web.Tests.Agents;

/// <summary>Proves an agent's key with each request, once more when the control plane hands out a nonce.</summary>
internal sealed class ProvingHandler(FakeAgent agent) : DelegatingHandler(new HttpClientHandler())
{
    /// <summary>The headers of one request.</summary>
    public static (string Authorization, string Proof) HeadersOf(FakeAgent agent, string method, Uri address) => (
        $"{(agent.Membership.ExpiresAt is null ? "Bearer" : KeyProof.Scheme)} {agent.Membership.Credential}",
        agent.Key.Prove(method, address, agent.Membership.Credential));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (authorization, proof) = HeadersOf(agent, request.Method.Method, request.RequestUri!);
            request.Headers.Remove("Authorization");
            request.Headers.Remove(KeyProof.Header);
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
            request.Headers.TryAddWithoutValidation(KeyProof.Header, proof);
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.Headers.TryGetValues(KeyProof.NonceHeader, out var nonces))
                agent.Key.Nonce = nonces.Single();
            if (answer.StatusCode != HttpStatusCode.Unauthorized || attempt == 2 || agent.Key.Nonce is null)
                return answer;
            answer.Dispose();
        }
    }
}

using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Web.Realtime.Proofs;

/// <summary>Checks that a request was made by whoever has a key. A singleton, thread-safe.</summary>
internal sealed class AgentProofs(ProofNonces nonces, SpentProofs spent)
{
    private static readonly object Taken = new();
    private static readonly Refusal NotProved = new(AgentRefusals.ProofInvalid, "The request does not prove that its sender has the agent's key.");
    private static readonly Refusal Stale = new(AgentRefusals.ProofStale, $"The proof of the key must carry the nonce of this answer's header {KeyProof.NonceHeader}, and be used once.");

    /// <summary>Whether a request proves a key, freshly.</summary>
    /// <param name="request">The request.</param>
    /// <param name="publicKey">The key.</param>
    /// <param name="secret">The credential it comes with.</param>
    /// <returns>Null when it does; else <see cref="AgentRefusals.ProofInvalid"/> or <see cref="AgentRefusals.ProofStale"/>.</returns>
    public Refusal? Check(HttpRequest request, ReadOnlySpan<byte> publicKey, string secret)
    {
        if (Read(request, publicKey, secret) is not { } claims)
            return NotProved;

        // Whoever asks twice about one request means one use.
        if (request.HttpContext.Items.TryGetValue(Taken, out var id) && claims.Id.Equals(id))
            return null;
        if (!nonces.IsFresh(claims.Nonce) || !spent.TryTake(claims.Id))
            return Stale;
        request.HttpContext.Items[Taken] = claims.Id;
        return null;
    }

    /// <summary>The same of a request whose secret works only once, so that nothing is won by showing it again.</summary>
    /// <returns>Null when it does; else <see cref="AgentRefusals.ProofInvalid"/>.</returns>
    public static Refusal? CheckOnce(HttpRequest request, ReadOnlySpan<byte> publicKey, string secret) => Read(request, publicKey, secret) is null ? NotProved : null;

    /// <summary>Hands out the nonce of the next proof.</summary>
    public void Hand(HttpResponse response) => response.Headers[KeyProof.NonceHeader] = nonces.New();

    private static KeyProofClaims? Read(HttpRequest request, ReadOnlySpan<byte> publicKey, string secret)
    {
        if (request.Headers[KeyProof.Header] is not [{ } proof] || KeyProof.Read(proof, publicKey) is not { } claims)
            return null;

        // The path and not the whole address: between here and the agent there may be a proxy with a name of its own.
        var isOfRequest = claims.Method == request.Method && Uri.TryCreate(claims.Address, UriKind.Absolute, out var address)
            && address.AbsolutePath == request.PathBase + request.Path.ToUriComponent();
        return isOfRequest && claims.Secret == KeyProof.HashOf(secret) ? claims : null;
    }
}

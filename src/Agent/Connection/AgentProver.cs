using ControlPlane.AgentHost.Hosting;
using ControlPlane.Contracts.Keys;

namespace ControlPlane.AgentHost.Connection;

/// <summary>Says with each request who sends it: the credential, and a proof by the key it is bound to. Remembers the control plane's newest nonce. Thread-safe.</summary>
internal sealed class AgentProver(AgentIdentity identity, TimeProvider time)
{
    private volatile string? _nonce;

    /// <summary>The headers of one request; a proof is good once, so every try needs its own.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="address">Where it goes.</param>
    public IEnumerable<KeyValuePair<string, string>> HeadersOf(string method, Uri address)
    {
        var credential = identity.Credential;
        yield return new("Authorization", $"{(identity.IsBound ? KeyProof.Scheme : "Bearer")} {credential}");
        yield return new(KeyProof.Header, ProofOf(identity.Key, method, address, credential, _nonce, time));
    }

    /// <summary>A proof by a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="method">Method of the request.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="secret">The credential or join token it goes with.</param>
    /// <param name="nonce">The control plane's newest nonce; null before any.</param>
    /// <param name="time">The clock.</param>
    public static string ProofOf(AgentKey key, string method, Uri address, string secret, string? nonce, TimeProvider time) => key.Use(pair => KeyProof.Write(pair, new KeyProofClaims
    {
        Id = Randomness.Id(),
        Method = method,
        Address = address.GetLeftPart(UriPartial.Path),
        IssuedAt = time.GetUtcNow().ToUnixTimeSeconds(),
        Nonce = nonce,
        Secret = KeyProof.HashOf(secret),
    }));

    /// <summary>Takes the nonce of an answer.</summary>
    /// <returns>Whether it is a new one, so that a request refused for its nonce is worth another try.</returns>
    public bool Take(string? nonce)
    {
        if (nonce is null || nonce == _nonce)
            return false;
        _nonce = nonce;
        return true;
    }
}

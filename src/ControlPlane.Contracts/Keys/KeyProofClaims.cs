using System.Text.Json.Serialization;

namespace ControlPlane.Contracts.Keys;

/// <summary>What a <see cref="KeyProof"/> says: this request, once, by whoever has the key. Immutable.</summary>
public sealed record KeyProofClaims
{
    /// <summary>Unique; the same proof is not taken twice.</summary>
    [JsonPropertyName("jti")]
    public required string Id { get; init; }

    /// <summary>Method of the request, such as <c>GET</c>.</summary>
    [JsonPropertyName("htm")]
    public required string Method { get; init; }

    /// <summary>Address of the request without its query.</summary>
    [JsonPropertyName("htu")]
    public required string Address { get; init; }

    /// <summary>When it was made, seconds since 1970 by the clock of whoever made it; for people, because that clock may be wrong.</summary>
    [JsonPropertyName("iat")]
    public required long IssuedAt { get; init; }

    /// <summary>The newest nonce of the control plane, which tells that the proof is fresh; null where the secret itself is used once.</summary>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }

    /// <summary>Which credential or join token it goes with, see <see cref="KeyProof.HashOf"/>.</summary>
    [JsonPropertyName("ath")]
    public required string Secret { get; init; }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ControlPlane.Web.Features.Access.Identity;

/// <summary>What the browser keeps, sealed, while somebody is at the provider. Immutable.</summary>
/// <param name="State">Ties the way back to this browser.</param>
/// <param name="Nonce">Ties the id_token to this attempt.</param>
/// <param name="Verifier">Ties the code to this attempt (PKCE, RFC 7636).</param>
/// <param name="ReturnTo">Where to go afterwards.</param>
/// <param name="ExpiresAt">Exclusive end.</param>
internal sealed record SignInAttempt(string State, string Nonce, string Verifier, string ReturnTo, DateTimeOffset ExpiresAt)
{
    /// <summary>How long somebody may take there.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>What is sent of the verifier on the way there: its SHA-256.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>A new one.</summary>
    /// <param name="secret">Makes 256 bits that nobody can guess.</param>
    /// <param name="returnTo">A path here.</param>
    /// <param name="now">The time of the beginning.</param>
    public static SignInAttempt Begin(Func<byte[]> secret, string returnTo, DateTimeOffset now) =>
        new(Base64Url.EncodeToString(secret()), Base64Url.EncodeToString(secret()), Base64Url.EncodeToString(secret()), returnTo, now + Lifetime);

    /// <summary>Whether the way back belongs to this attempt.</summary>
    public bool IsFor(string? state, DateTimeOffset now) =>
        now < ExpiresAt && state is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(State));
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Access;

namespace ControlPlane.Web.Features.Access.Identity;

/// <summary>What must be true of an id_token before it says who somebody is: OpenID Connect Core 1.0, section 3.1.3.7, point by point. Immutable, pure.</summary>
/// <param name="Issuer">Who must have issued it.</param>
/// <param name="ClientId">For whom it must be.</param>
/// <param name="Nonce">What was sent along with this sign-in.</param>
internal sealed record IdTokenCheck(string Issuer, string ClientId, string Nonce)
{
    /// <summary>How far the provider's clock may be from ours.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromMinutes(2);

    /// <summary>The answer to a token that is not believed.</summary>
    public static Refusal Refuse(string because) => new(AccessRefusals.IdentityRefused, $"What the identity provider said is not believed: {because}. Sign in again; if it stays so, tell who runs the control plane.");

    /// <summary>What is wrong with a token; null when it says who signed in.</summary>
    /// <param name="token">The token.</param>
    /// <param name="keys">Keys that the provider publishes.</param>
    /// <param name="now">The time of the answer.</param>
    public Refusal? Check(IdToken token, IReadOnlyList<JsonElement> keys, DateTimeOffset now)
    {
        if (!keys.Where(k => token.KeyId is null || IdToken.TextOf(k, "kid") == token.KeyId).Any(k => IdTokenSignature.IsBy(k, token)))
            return Refuse("its signature is by none of the provider's keys");
        if (IdToken.TextOf(token.Claims, "iss") != Issuer)
            return Refuse("it is issued by somebody else");
        var audiences = IdToken.TextsOf(token.Claims, "aud");
        if (!audiences.Contains(ClientId, StringComparer.Ordinal))
            return Refuse("it is meant for somebody else");
        var party = IdToken.TextOf(token.Claims, "azp");
        if (party is not null ? party != ClientId : audiences.Count > 1)
            return Refuse("it was handed out to somebody else");
        if (string.IsNullOrEmpty(IdToken.TextOf(token.Claims, "sub")))
            return Refuse("it names nobody");
        return CheckTimes(token.Claims, now) ?? CheckNonce(token.Claims);
    }

    private static Refusal? CheckTimes(JsonElement claims, DateTimeOffset now)
    {
        if (TimeOf(claims, "exp") is not { } expires || now >= expires + Leeway)
            return Refuse("it has expired, or says no time at which it does");
        if (TimeOf(claims, "iat") is not { } issued || issued > now + Leeway)
            return Refuse("it is issued in the future, or says no time at which it was");
        return TimeOf(claims, "nbf") > now + Leeway ? Refuse("it does not hold yet") : null;
    }

    private Refusal? CheckNonce(JsonElement claims) =>
        IdToken.TextOf(claims, "nonce") is { } nonce && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(nonce), Encoding.UTF8.GetBytes(Nonce))
            ? null
            : Refuse("it belongs to another sign-in");

    private static DateTimeOffset? TimeOf(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && Math.Abs(seconds) < 1e11
            ? DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds)
            : null;
}

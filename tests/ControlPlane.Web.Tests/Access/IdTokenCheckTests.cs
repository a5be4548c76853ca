using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Features.Access.Identity;

namespace ControlPlane.Web.Tests.Access;

/// <summary>Each point of the check by itself: the same token without the one fault is believed.</summary>
public sealed class IdTokenCheckTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly IdTokenCheck Check = new("https://login.example", "controlplane", "n-1");

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _rsa.Dispose();
        _curve.Dispose();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public void Check_EverythingIsRight_Believes(string algorithm) => Assert.Null(Ask(Claims(), algorithm));

    [Theory]
    [InlineData("iss", "\"https://evil.example\"", "issued by somebody else")]
    [InlineData("iss", null, "issued by somebody else")]
    [InlineData("aud", "\"another\"", "meant for somebody else")]
    [InlineData("aud", "[\"another\"]", "meant for somebody else")]
    [InlineData("aud", "[\"controlplane\",\"another\"]", "handed out to somebody else")]
    [InlineData("azp", "\"another\"", "handed out to somebody else")]
    [InlineData("sub", "\"\"", "names nobody")]
    [InlineData("nonce", "\"n-2\"", "another sign-in")]
    [InlineData("nonce", null, "another sign-in")]
    [InlineData("exp", "1772366279", "expired")]
    [InlineData("exp", null, "expired")]
    [InlineData("exp", "\"1772370000\"", "expired")]
    [InlineData("iat", "1772366700", "in the future")]
    [InlineData("iat", null, "in the future")]
    [InlineData("nbf", "1772366700", "not hold yet")]
    public void Check_OneClaimIsWrong_SaysWhich(string claim, string? value, string because)
    {
        var claims = Claims();
        claims.Remove(claim);
        if (value is not null)
            claims[claim] = JsonNode.Parse(value);

        Assert.Contains(because, Ask(claims, "RS256"), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_AudienceOfSeveralWithUsAsTheParty_Believes()
    {
        var claims = Claims();
        (claims["aud"], claims["azp"]) = (new JsonArray("another", "controlplane"), "controlplane");

        Assert.Null(Ask(claims, "RS256"));
    }

    [Fact]
    public void Check_SignedByAnotherKey_IsNotBelieved()
    {
        using var other = RSA.Create(2048);

        Assert.Contains("none of the provider's keys", Ask(Claims(), "RS256", sign: bytes => other.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ClaimsChangedAfterSigning_AreNotBelieved()
    {
        var parts = Write(Claims(), "RS256", Sign("RS256")).Split('.');
        var changed = Claims();
        changed["sub"] = "root";

        var token = IdToken.Read($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(changed.ToJsonString()))}.{parts[2]}").Value;

        Assert.Equal(AccessRefusals.IdentityRefused, Check.Check(token, Keys(), Now)?.Code);
    }

    [Fact]
    public void Check_NotSigned_IsNotBelieved() => Assert.NotNull(Ask(Claims(), "none", sign: _ => []));

    // The known trick: the provider's public key, which everybody has, taken for a shared secret.
    [Fact]
    public void Check_SignedWithThePublicKeyAsASecret_IsNotBelieved() =>
        Assert.NotNull(Ask(Claims(), "HS256", sign: bytes => HMACSHA256.HashData(Encoding.UTF8.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), bytes)));

    [Fact]
    public void Check_KeyOfAnotherId_IsNotTried() => Assert.NotNull(Ask(Claims(), "RS256", keyId: "retired"));

    [Fact]
    public void Check_SmallKey_IsNotBelieved()
    {
        using var small = RSA.Create(1024);
        var token = IdToken.Read(Write(Claims(), "RS256", bytes => small.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))).Value;

        Assert.NotNull(Check.Check(token, [KeyOf(small)], Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("!.!.!")]
    [InlineData("W10.W10.")]
    public void Read_OfNoToken_Refuses(string text) => Assert.Equal(AccessRefusals.IdentityRefused, IdToken.Read(text).Refusal?.Code);

    private static JsonObject Claims() => new()
    {
        ["iss"] = "https://login.example",
        ["aud"] = "controlplane",
        ["sub"] = "1234",
        ["nonce"] = "n-1",
        ["iat"] = Now.ToUnixTimeSeconds(),
        ["exp"] = Now.AddMinutes(5).ToUnixTimeSeconds(),
    };

    private static string Write(JsonObject claims, string algorithm, Func<byte[], byte[]> sign, string keyId = "k-1")
    {
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","kid":"{{keyId}}"}"""));
        var signed = $"{header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static JsonElement KeyOf(RSA rsa)
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.SerializeToElement(new { kty = "RSA", kid = "k-1", use = "sig", n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) });
    }

    private string? Ask(JsonObject claims, string algorithm, Func<byte[], byte[]>? sign = null, string keyId = "k-1") =>
        Check.Check(IdToken.Read(Write(claims, algorithm, sign ?? Sign(algorithm), keyId)).Value, Keys(), Now)?.Sentence;

    private Func<byte[], byte[]> Sign(string algorithm) => algorithm switch
    {
        "ES256" => bytes => _curve.SignData(bytes, HashAlgorithmName.SHA256),
        "PS256" => bytes => _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        _ => bytes => _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    private IReadOnlyList<JsonElement> Keys()
    {
        var point = _curve.ExportParameters(includePrivateParameters: false).Q;
        return [KeyOf(_rsa), JsonSerializer.SerializeToElement(new { kty = "EC", crv = "P-256", kid = "k-1", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) })];
    }
}

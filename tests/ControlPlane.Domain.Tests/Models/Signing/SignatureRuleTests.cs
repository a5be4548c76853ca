using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models.Signing;

namespace ControlPlane.Domain.Tests.Models.Signing;

/// <summary>Against bundles that another program made: Vectors/make-signatures.py.</summary>
public sealed class SignatureRuleTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "signatures.json"))).RootElement;
    private static readonly string Digest = Vectors.GetProperty("digest").GetString()!;
    private static readonly IReadOnlyList<TrustedKey> Keys = [.. Vectors.GetProperty("keys").EnumerateObject().Select(k => TrustedKey.Read(k.Name, k.Value.GetString()!)!)];

    [Theory]
    [InlineData("P-256", "P256")]
    [InlineData("P-384", "P384")]
    [InlineData("P-521", "P521")]
    [InlineData("one file of several, under another name", "P256")]
    public void Check_FileThatWasSigned_NamesTheKey(string bundle, string key) => Assert.Equal(key, Check(bundle).Value);

    [Theory]
    [InlineData("other file", "is of other files: 1 of them, the first one model.onnx with sha256 ")]
    [InlineData("stranger", "was made by none of the 3 trusted keys (P256, P384, P521)")]
    [InlineData("payload changed", "was made by none of the 3 trusted keys")]
    [InlineData("digest of the whole is not of the files", "contradicts itself")]
    [InlineData("other predicate", "makes another statement than https://model_signing/signature/v1.0")]
    [InlineData("other payload type", "is no Sigstore bundle with an in-toto statement")]
    public void Check_AnythingElse_IsRefusedWithWhatItIs(string bundle, string problem)
    {
        var refusal = Check(bundle).Refusal!;

        Assert.Equal(SigningRefusals.Invalid, refusal.Code);
        Assert.StartsWith(problem, refusal.Fields.Single().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_KeyThatIsNotTrusted_DoesNotCount() =>
        Assert.Equal(SigningRefusals.Invalid, SignatureRule.Check(BundleOf("P-256"), Digest, [.. Keys.Where(k => k.Name != "P256")]).Refusal?.Code);

    [Fact]
    public void Check_NoKeyAtAll_SaysSo() =>
        Assert.Contains("trusts no key", SignatureRule.Check(BundleOf("P-256"), Digest, []).Refusal!.Fields.Single().Problem, StringComparison.Ordinal);

    [Fact]
    public void Check_BundleThatIsCutOrChanged_IsNeverAccepted()
    {
        var bundle = BundleOf("P-256");
        var payload = Encoding.UTF8.GetString(bundle).IndexOf("\"payload\"", StringComparison.Ordinal);
        for (var length = 0; length < bundle.Length - 2; length += 7)
            Assert.Equal(SigningRefusals.Invalid, SignatureRule.Check(bundle.AsSpan(0, length), Digest, Keys).Refusal?.Code);
        for (var at = payload + 15; at < bundle.Length - 200; at += 11)
        {
            byte[] changed = [.. bundle];
            changed[at] = (byte)(changed[at] == 'A' ? 'B' : 'A');
            Assert.True(SignatureRule.Check(changed, Digest, Keys).Refusal?.Code == SigningRefusals.Invalid, $"'{Encoding.UTF8.GetString(bundle.AsSpan(Math.Max(0, at - 40), 60))}' with another byte at {at} is taken.");
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"mediaType":null,"dsseEnvelope":null}""")]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","dsseEnvelope":{"payload":"","payloadType":"application/vnd.in-toto+json","signatures":[null]}}""")]
    public void Check_JsonOfAnotherForm_IsRefused(string json) =>
        Assert.Equal(SigningRefusals.Invalid, SignatureRule.Check(Encoding.UTF8.GetBytes(json), Digest, Keys).Refusal?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public void Read_TextThatIsNoKey_IsNone(string pem) => Assert.Null(TrustedKey.Read("x", pem));

    private static Outcome<string> Check(string bundle) => SignatureRule.Check(BundleOf(bundle), Digest, Keys);

    private static byte[] BundleOf(string name) => Encoding.UTF8.GetBytes(Vectors.GetProperty("bundles").GetProperty(name).GetRawText());
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Models.Signing;

/// <summary>
/// Judges signatures of model files: a Sigstore bundle with an in-toto statement about file digests, signed with a key of the administrator's.
/// A signature says who signed, not that the file is safe. Stateless, pure.
/// </summary>
public static class SignatureRule
{
    /// <summary>Longest bundle, bytes.</summary>
    public const int MaximumBytes = 1 << 20;

    private const string BundleType = "application/vnd.dev.sigstore.bundle";
    private const string PayloadType = "application/vnd.in-toto+json";
    private const string StatementType = "https://in-toto.io/Statement/v1";
    private const string PredicateType = "https://model_signing/signature/v1.0";
    private const string Sha256 = "sha256";

    // Names as the specification writes them, in no other case.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNameCaseInsensitive = false, MaxDepth = 16, RespectNullableAnnotations = true };

    /// <summary>Whether a bundle speaks for a file, whatever the file is called.</summary>
    /// <param name="bundle">The bundle's JSON.</param>
    /// <param name="digest">SHA-256 of the file, lower-case hexadecimal.</param>
    /// <param name="keys">Keys that count.</param>
    /// <returns>Name of the key that signed. Refusal: <see cref="SigningRefusals.Invalid"/>.</returns>
    public static Outcome<string> Check(ReadOnlySpan<byte> bundle, string digest, IReadOnlyList<TrustedKey> keys)
    {
        if (bundle.Length > MaximumBytes)
            return Invalid($"has {bundle.Length} bytes, more than the {MaximumBytes} of any bundle");
        try
        {
            var read = JsonSerializer.Deserialize<SignatureBundle>(bundle, Json);
            if (read?.MediaType.StartsWith(BundleType, StringComparison.Ordinal) != true || read.DsseEnvelope.PayloadType != PayloadType)
                return Invalid("is no Sigstore bundle with an in-toto statement");

            // Nothing inside is looked at before somebody who is trusted vouches for it.
            return FindSigner(read.DsseEnvelope, keys) is { } signer
                ? WhyNot(JsonSerializer.Deserialize<SignedStatement>(read.DsseEnvelope.Payload, Json), digest) is { } problem ? Invalid(problem) : signer.Name
                : Invalid(keys.Count == 0 ? "cannot be checked, because this control plane trusts no key" : $"was made by none of the {keys.Count} trusted keys ({string.Join(", ", keys.Select(k => k.Name))})");
        }
        catch (JsonException)
        {
            return Invalid("cannot be read as one");
        }
    }

    private static TrustedKey? FindSigner(SignatureBundle.Envelope envelope, IReadOnlyList<TrustedKey> keys)
    {
        var signed = Encoded(envelope);
        return keys.FirstOrDefault(key => envelope.Signatures.OfType<SignatureBundle.EnvelopeSignature>().Any(s => key.HasMade(s.Sig, signed)));
    }

    // The pre-authentication encoding of DSSE: what is signed is the type too, each behind its length.
    private static byte[] Encoded(SignatureBundle.Envelope envelope) =>
    [
        .. Encoding.UTF8.GetBytes($"DSSEv1 {Encoding.UTF8.GetByteCount(envelope.PayloadType)} {envelope.PayloadType} {envelope.Payload.Length} "),
        .. envelope.Payload,
    ];

    private static string? WhyNot(SignedStatement? statement, string digest)
    {
        if (statement is not { Type: StatementType, PredicateType: PredicateType, Subject: [{ } subject], Predicate.Serialization.Method: "files" })
            return $"makes another statement than {PredicateType} about files";
        if (statement.Predicate.Resources.Any(r => r?.Algorithm != Sha256 || !IsDigest(r.Digest)))
            return "names digests that are no SHA-256";

        var whole = SHA256.HashData([.. statement.Predicate.Resources.SelectMany(r => Convert.FromHexString(r.Digest))]);
        if (subject.Digest.GetValueOrDefault(Sha256) != Convert.ToHexStringLower(whole))
            return "contradicts itself: its digest of the model is not that of its files";
        if (statement.Predicate.Resources.Any(r => r.Digest == digest))
            return null;

        return statement.Predicate.Resources is [var first, ..] && statement.Predicate.Resources.Count is var count
            ? $"is of other files: {count} of them, the first one {first.Name} with sha256 {first.Digest[..12]}…; this file's is {digest[..12]}…"
            : "is of no file at all";
    }

    private static bool IsDigest(string text) => text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigitLower);

    private static Refusal Invalid(string problem) =>
        Refusal.OfField(SigningRefusals.Invalid, "signature", problem, "sign the file with a key that the administrator trusts, and send the bundle that was made");
}

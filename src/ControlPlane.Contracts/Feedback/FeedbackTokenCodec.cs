using System.Buffers.Text;
using System.Security.Cryptography;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Contracts.Feedback;

/// <summary>
/// Writes and reads feedback tokens: Base64Url (RFC 4648 §5) of a version byte, the claim, and the first 16 bytes of HMAC-SHA-256 (RFC 2104) over both.
/// Little-endian; texts carry a length byte and are cut at 255 UTF-8 bytes, a longer request id is refused by the agent before.
/// Immutable, thread-safe.
/// </summary>
public sealed class FeedbackTokenCodec
{
    /// <summary>Bytes of the key.</summary>
    public const int KeyLength = 32;

    /// <summary>Longest token in characters.</summary>
    public const int MaximumLength = 1_800;

    /// <summary>Longest text of a claim in UTF-8 bytes.</summary>
    public const int MaximumTextBytes = 255;

    private readonly byte[] _key;

    /// <summary>A codec with the installation's key.</summary>
    public FeedbackTokenCodec(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyLength);
        _key = key;
    }

    /// <summary>A writer for one thread at a time, where tokens are written for every answer.</summary>
    public FeedbackTokenWriter CreateWriter() => new(_key);

    /// <summary>The token of a claim.</summary>
    public string Write(FeedbackClaim claim)
    {
        Span<byte> texts = stackalloc byte[FeedbackTokenFormat.TextCount * MaximumTextBytes];
        Span<byte> bytes = stackalloc byte[FeedbackTokenFormat.MaximumLength];
        var length = FeedbackTokenFormat.Compose(
            new FeedbackTokenFields
            {
                Endpoint = FeedbackTokenFormat.Encode(claim.Endpoint, texts[..MaximumTextBytes]),
                Variant = FeedbackTokenFormat.Encode(claim.Variant, texts.Slice(MaximumTextBytes, MaximumTextBytes)),
                RequestId = FeedbackTokenFormat.Encode(claim.RequestId, texts.Slice(2 * MaximumTextBytes, MaximumTextBytes)),
                PredictedLabel = FeedbackTokenFormat.Encode(claim.PredictedLabel ?? "", texts.Slice(3 * MaximumTextBytes, MaximumTextBytes)),
                Segments = FeedbackTokenFormat.Encode(string.Join('\n', claim.Segments), texts.Slice(4 * MaximumTextBytes, MaximumTextBytes)),
                Version = claim.Version,
                RouteRevision = claim.RouteRevision,
                AnsweredAtSeconds = claim.AnsweredAt.ToUnixTimeSeconds(),
                Bucket = claim.Bucket,
                Score = claim.Score ?? float.NaN,
                Propensity = claim.Propensity,
            },
            bytes);

        Span<byte> tag = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, bytes[..length], tag);
        tag[..FeedbackTokenFormat.TagLength].CopyTo(bytes[length..]);
        return Base64Url.EncodeToString(bytes[..(length + FeedbackTokenFormat.TagLength)]);
    }

    /// <summary>The claim of a token from outside.</summary>
    /// <returns>Refusal: <c>token_invalid</c>, the same for every kind of damage.</returns>
    public Outcome<FeedbackClaim> Read(string token)
    {
        Span<byte> bytes = stackalloc byte[MaximumLength];
        if (token.Length > MaximumLength || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var length))
            return Invalid();
        var claim = length - FeedbackTokenFormat.TagLength;
        if (claim < FeedbackTokenFormat.FixedLength + FeedbackTokenFormat.TextCount || bytes[0] != FeedbackTokenFormat.Version)
            return Invalid();

        Span<byte> tag = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, bytes[..claim], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag[..FeedbackTokenFormat.TagLength], bytes[claim..length]))
            return Invalid();

        return FeedbackTokenFormat.Parse(bytes[..claim]);
    }

    private static Refusal Invalid() =>
        Refusal.OfField("token_invalid", "token", "is not a token of this installation", "send the response header x-feedback-token unchanged");
}

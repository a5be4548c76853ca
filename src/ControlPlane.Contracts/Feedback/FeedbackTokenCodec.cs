using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
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
    public const int MaximumLength = 1_600;

    /// <summary>Longest text of a claim in UTF-8 bytes.</summary>
    public const int MaximumTextBytes = 255;

    private const byte FormatVersion = 1;
    private const int TagLength = 16;
    private const int FixedLength = 1 + 4 + 8 + 8 + 2 + 2 + 4;
    private readonly byte[] _key;

    /// <summary>A codec with the installation's key.</summary>
    public FeedbackTokenCodec(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyLength);
        _key = key;
    }

    /// <summary>The token of a claim.</summary>
    public string Write(FeedbackClaim claim)
    {
        Span<byte> bytes = stackalloc byte[FixedLength + (4 * (MaximumTextBytes + 1)) + TagLength];
        bytes[0] = FormatVersion;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], claim.Version);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[5..], claim.RouteRevision);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[13..], claim.AnsweredAt.ToUnixTimeSeconds());
        BinaryPrimitives.WriteInt16LittleEndian(bytes[21..], (short)claim.Bucket);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[23..], (short)claim.Propensity);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[25..], claim.Score ?? float.NaN);
        var length = FixedLength;
        length += WriteText(bytes[length..], claim.Endpoint);
        length += WriteText(bytes[length..], claim.Variant);
        length += WriteText(bytes[length..], claim.RequestId);
        length += WriteText(bytes[length..], claim.PredictedLabel ?? "");

        Span<byte> tag = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, bytes[..length], tag);
        tag[..TagLength].CopyTo(bytes[length..]);
        return Base64Url.EncodeToString(bytes[..(length + TagLength)]);
    }

    /// <summary>The claim of a token from outside.</summary>
    /// <returns>Refusal: <c>token_invalid</c>, the same for every kind of damage.</returns>
    public Outcome<FeedbackClaim> Read(string token)
    {
        Span<byte> bytes = stackalloc byte[MaximumLength];
        if (token.Length > MaximumLength || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var length))
            return Invalid();
        if (length < FixedLength + 4 + TagLength || bytes[0] != FormatVersion)
            return Invalid();

        Span<byte> tag = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, bytes[..(length - TagLength)], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag[..TagLength], bytes[(length - TagLength)..length]))
            return Invalid();

        return Parse(bytes[..(length - TagLength)]);
    }

    private static FeedbackClaim Parse(ReadOnlySpan<byte> bytes)
    {
        var texts = bytes[FixedLength..];
        var score = BinaryPrimitives.ReadSingleLittleEndian(bytes[25..]);
        var endpoint = ReadText(ref texts);
        var variant = ReadText(ref texts);
        var requestId = ReadText(ref texts);
        var label = ReadText(ref texts);
        return new FeedbackClaim
        {
            Endpoint = endpoint,
            Variant = variant,
            Version = BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]),
            RouteRevision = BinaryPrimitives.ReadInt64LittleEndian(bytes[5..]),
            AnsweredAt = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64LittleEndian(bytes[13..])),
            RequestId = requestId,
            Bucket = BinaryPrimitives.ReadInt16LittleEndian(bytes[21..]),
            PredictedLabel = label.Length == 0 ? null : label,
            Score = float.IsNaN(score) ? null : score,
            Propensity = BinaryPrimitives.ReadInt16LittleEndian(bytes[23..]),
        };
    }

    private static Refusal Invalid() =>
        Refusal.OfField("token_invalid", "token", "is not a token of this installation", "send the response header x-feedback-token unchanged");

    private static int WriteText(Span<byte> to, string text)
    {
        Encoding.UTF8.TryGetBytes(text.Length <= MaximumTextBytes ? text : text[..MaximumTextBytes], to.Slice(1, MaximumTextBytes), out var length);
        to[0] = (byte)length;
        return 1 + length;
    }

    private static string ReadText(ref ReadOnlySpan<byte> from)
    {
        var text = Encoding.UTF8.GetString(from.Slice(1, from[0]));
        from = from[(1 + from[0])..];
        return text;
    }
}

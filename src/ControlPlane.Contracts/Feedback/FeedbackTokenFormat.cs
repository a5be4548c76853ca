using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace ControlPlane.Contracts.Feedback;

/// <summary>How the claim lies in a token's bytes, before the authentication tag. Stateless.</summary>
internal static class FeedbackTokenFormat
{
    public const byte Version = 2;
    public const int TagLength = 16;
    public const int FixedLength = 1 + 4 + 8 + 8 + 2 + 2 + 4;
    public const int TextCount = 5;
    public const int MaximumLength = FixedLength + (TextCount * (FeedbackTokenCodec.MaximumTextBytes + 1)) + TagLength;

    /// <summary>Writes the claim and returns its length; the destination has room for <see cref="MaximumLength"/>.</summary>
    public static int Compose(in FeedbackTokenFields fields, Span<byte> to)
    {
        to[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(to[1..], fields.Version);
        BinaryPrimitives.WriteInt64LittleEndian(to[5..], fields.RouteRevision);
        BinaryPrimitives.WriteInt64LittleEndian(to[13..], fields.AnsweredAtSeconds);
        BinaryPrimitives.WriteInt16LittleEndian(to[21..], (short)fields.Bucket);
        BinaryPrimitives.WriteInt16LittleEndian(to[23..], (short)fields.Propensity);
        BinaryPrimitives.WriteSingleLittleEndian(to[25..], fields.Score);
        var length = FixedLength;
        length += WriteText(to[length..], fields.Endpoint);
        length += WriteText(to[length..], fields.Variant);
        length += WriteText(to[length..], fields.RequestId);
        length += WriteText(to[length..], fields.PredictedLabel);
        length += WriteText(to[length..], fields.Segments);
        return length;
    }

    /// <summary>Reads what <see cref="Compose"/> wrote.</summary>
    public static FeedbackClaim Parse(ReadOnlySpan<byte> bytes)
    {
        var texts = bytes[FixedLength..];
        var score = BinaryPrimitives.ReadSingleLittleEndian(bytes[25..]);
        var endpoint = ReadText(ref texts);
        var variant = ReadText(ref texts);
        var requestId = ReadText(ref texts);
        var label = ReadText(ref texts);
        var segments = ReadText(ref texts);
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
            Segments = segments.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Propensity = BinaryPrimitives.ReadInt16LittleEndian(bytes[23..]),
        };
    }

    /// <summary>The UTF-8 bytes of a text, cut at a whole character within the destination.</summary>
    public static ReadOnlySpan<byte> Encode(string text, Span<byte> to)
    {
        Utf8.FromUtf16(text, to, out _, out var written);
        return to[..written];
    }

    private static int WriteText(Span<byte> to, ReadOnlySpan<byte> text)
    {
        var kept = text.Length <= FeedbackTokenCodec.MaximumTextBytes ? text.Length : WholeCharacters(text);
        to[0] = (byte)kept;
        text[..kept].CopyTo(to[1..]);
        return 1 + kept;
    }

    private static int WholeCharacters(ReadOnlySpan<byte> text)
    {
        const int continuationMask = 0xC0, continuation = 0x80;
        var length = FeedbackTokenCodec.MaximumTextBytes;
        while (length > 0 && (text[length] & continuationMask) == continuation)
            length--;
        return length;
    }

    private static string ReadText(ref ReadOnlySpan<byte> from)
    {
        var text = Encoding.UTF8.GetString(from.Slice(1, from[0]));
        from = from[(1 + from[0])..];
        return text;
    }
}

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>JSON text as it is being put together, with bytes behind it where tensors come in binary; in memory that is kept for the next one. Not thread-safe.</summary>
internal sealed class JsonBuffer
{
    private const int InitialCapacity = 1_024;
    private const int MaximumKept = 1 << 20;

    // Longest text of any number: a FP64 with sign, 17 digits, point and exponent.
    private const int LongestNumber = 32;

    private byte[] _bytes = new byte[InitialCapacity];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written, until the next <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Begins anew; memory that a large text took is let go.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > MaximumKept)
            _bytes = new byte[InitialCapacity];
    }

    /// <summary>Writes JSON as it is.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Room(json.Length));
        Length += json.Length;
    }

    /// <summary>Writes a text as it is, in UTF-8; returns its bytes.</summary>
    public int Utf8(string text)
    {
        var written = Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));
        Length += written;
        return written;
    }

    /// <summary>Adds room to be filled by the caller, before anything else is written.</summary>
    public Span<byte> Reserve(int bytes)
    {
        var room = Room(bytes)[..bytes];
        Length += bytes;
        return room;
    }

    /// <summary>Writes a punctuation mark.</summary>
    public void Mark(char mark)
    {
        Room(1)[0] = (byte)mark;
        Length++;
    }

    /// <summary>Writes a number.</summary>
    public void Number<T>(T value)
        where T : IUtf8SpanFormattable
    {
        int written;
        // Answers are mostly made of these; the general way takes three times as long.
        if (typeof(T) == typeof(float) && float.IsFinite((float)(object)value))
            written = ShortestSingle.Write(Room(LongestNumber), (float)(object)value);
        else
            value.TryFormat(Room(LongestNumber), out written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>Writes numbers with commas between them.</summary>
    public void Numbers<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IUtf8SpanFormattable
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                Mark(',');
            Number(values[i]);
        }
    }

    /// <summary>Writes a text with quotes and escapes; bytes that are no UTF-8 become U+FFFD.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        // The relaxed encoder escapes what JSON must and nothing for the sake of HTML.
        var encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        const int longestEscape = 12;
        Mark('"');
        while (!utf8.IsEmpty)
        {
            encoder.EncodeUtf8(utf8, Room(Math.Max(utf8.Length, longestEscape)), out var consumed, out var written);
            Length += written;
            utf8 = utf8[consumed..];
        }

        Mark('"');
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - Length < bytes)
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max(2L * _bytes.Length, (long)Length + bytes), Array.MaxLength));
        return _bytes.AsSpan(Length);
    }
}

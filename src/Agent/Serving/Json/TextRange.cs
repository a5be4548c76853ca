using System.Text.Json;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>A part of a request's body.</summary>
/// <param name="Start">First byte; of a string, the one after the quote.</param>
/// <param name="Length">Bytes.</param>
/// <param name="IsEscaped">It is a string with escapes in it.</param>
internal readonly record struct TextRange(int Start, int Length, bool IsEscaped = false)
{
    /// <summary>The bytes as they stand in the body.</summary>
    public ReadOnlySpan<byte> RawIn(ReadOnlySpan<byte> body) => body.Slice(Start, Length);

    /// <summary>The text; allocates only where there are escapes.</summary>
    public ReadOnlySpan<byte> TextIn(ReadOnlySpan<byte> body)
    {
        if (!IsEscaped)
            return RawIn(body);

        var reader = new Utf8JsonReader(body.Slice(Start - 1, Length + 2));
        reader.Read();
        var text = new byte[Length];
        return text.AsSpan(0, reader.CopyString(text));
    }
}

using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>Reads the <c>data</c> array of a tensor of strings into ONNX Runtime's value, as UTF-8, without a managed string. Stateless.</summary>
internal static unsafe class StringTensorScanner
{
    /// <summary>Reads strings.</summary>
    /// <param name="json">From the opening bracket to the closing one that belongs to it.</param>
    /// <param name="shape">The declared shape.</param>
    /// <param name="expected">Its element count.</param>
    /// <param name="destination">A tensor of that many strings; null when the strings are only counted.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Scan(ReadOnlySpan<byte> json, ReadOnlySpan<long> shape, long expected, OrtValue? destination)
    {
        var nesting = new ArrayNesting(shape, stackalloc long[ArrayNesting.MaximumDepth]);
        long count = 0;
        fixed (byte* start = json)
        {
            for (var at = start; ;)
            {
                at = nesting.Move(at, out var step);
                if (step == NestingStep.End)
                    return nesting.Check(count, expected);
                if (step == NestingStep.Broken)
                    return nesting.Problem ?? $"element {count} is missing or out of place, expected is a JSON array of strings";

                var text = json[(int)(at - start)..];
                var length = *at == '"' ? 1 + JsonArrayEnd.FindStringEnd(text[1..]) : 0;
                if (length == 0)
                    return $"element {count} is no JSON string";
                if (!TryStore(text[..length], count < expected ? destination : null, (int)count))
                    return $"element {count} is no valid JSON string in UTF-8";

                nesting.Add(1);
                count++;
                at += length;
            }
        }
    }

    private static bool TryStore(ReadOnlySpan<byte> quoted, OrtValue? destination, int index)
    {
        var text = quoted[1..^1];
        if (!text.Contains((byte)'\\'))
        {
            if (text.ContainsAnyInRange((byte)0, (byte)0x1F) || !Utf8.IsValid(text))
                return false;
            destination?.StringTensorSetElementAt(text, index);
            return true;
        }

        var unescaped = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var reader = new Utf8JsonReader(quoted);
            reader.Read();
            var length = reader.CopyString(unescaped);
            destination?.StringTensorSetElementAt(unescaped.AsSpan(0, length), index);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(unescaped);
        }
    }
}

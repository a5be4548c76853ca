using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using ControlPlane.AgentHost.Inference;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>
/// Reads the <c>data</c> array of a tensor straight into its memory: flat, or nested as its shape says, with exactly as many elements. Stateless.
/// </summary>
internal static unsafe class TensorScanner
{
    private static readonly SearchValues<byte> ElementEnds = SearchValues.Create(",[] \n\r\t"u8);

    /// <summary>Reads numbers.</summary>
    /// <param name="json">From the opening bracket to the closing one that belongs to it.</param>
    /// <param name="type">What to read; strings have a scanner of their own.</param>
    /// <param name="shape">The declared shape.</param>
    /// <param name="expected">Its element count.</param>
    /// <param name="destination">Where the elements go; what finds no room is only counted.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Scan(ReadOnlySpan<byte> json, TensorElementType type, ReadOnlySpan<long> shape, long expected, Span<byte> destination) => type switch
    {
        TensorElementType.Float => Scan<float, FloatingPointReader>(json, type, shape, expected, destination),
        TensorElementType.Double => Scan<double, FloatingPointReader>(json, type, shape, expected, destination),
        TensorElementType.Float16 => Scan<Half, FloatingPointReader>(json, type, shape, expected, destination),
        TensorElementType.BFloat16 => Scan<BFloat16, FloatingPointReader>(json, type, shape, expected, destination),
        TensorElementType.Int64 => Scan<long, WholeNumberReader<long>>(json, type, shape, expected, destination),
        TensorElementType.Int32 => Scan<int, WholeNumberReader<int>>(json, type, shape, expected, destination),
        TensorElementType.Int16 => Scan<short, WholeNumberReader<short>>(json, type, shape, expected, destination),
        TensorElementType.Int8 => Scan<sbyte, WholeNumberReader<sbyte>>(json, type, shape, expected, destination),
        TensorElementType.UInt64 => Scan<ulong, WholeNumberReader<ulong>>(json, type, shape, expected, destination),
        TensorElementType.UInt32 => Scan<uint, WholeNumberReader<uint>>(json, type, shape, expected, destination),
        TensorElementType.UInt16 => Scan<ushort, WholeNumberReader<ushort>>(json, type, shape, expected, destination),
        TensorElementType.UInt8 => Scan<byte, WholeNumberReader<byte>>(json, type, shape, expected, destination),
        TensorElementType.Bool => Scan<bool, TruthReader>(json, type, shape, expected, destination),
        _ => throw new NotSupportedException($"{type} is not read from JSON numbers."),
    };

    private static string? Scan<T, TReader>(
        ReadOnlySpan<byte> json, TensorElementType type, ReadOnlySpan<long> shape, long expected, Span<byte> destination)
        where T : unmanaged
        where TReader : IElementReader<T>
    {
        var elements = MemoryMarshal.Cast<byte, T>(destination);
        var nesting = new ArrayNesting(shape, stackalloc long[ArrayNesting.MaximumDepth]);
        long count = 0;
        fixed (byte* start = json)
        {
            var at = start;
            while (true)
            {
                at = nesting.Move(at, out var step);
                if (step == NestingStep.End)
                    return nesting.Check(count, expected);
                if (step == NestingStep.Broken)
                    return nesting.Problem ?? Describe(at, start + json.Length, count, type);

                var before = count;
                at = ReadRun<T, TReader>(at, elements, ref count, out var isBroken);
                if (isBroken)
                    return Describe(at, start + json.Length, count, type);
                nesting.Add(count - before);
            }
        }
    }

    /// <summary>Reads the elements of one innermost array up to its closing bracket. More than there is room for are read and counted only.</summary>
    private static byte* ReadRun<T, TReader>(byte* at, Span<T> elements, ref long count, out bool isBroken)
        where T : unmanaged
        where TReader : IElementReader<T>
    {
        while (true)
        {
            var next = TReader.Read(at, out var value);
            isBroken = next is null || *next is not ((byte)',' or (byte)']' or <= (byte)' ');
            if (isBroken)
                return at;

            if (count < elements.Length)
                elements[(int)count] = value;
            count++;
            at = SkipBlanks(next);
            if (*at != ',')
                return at;
            at = SkipBlanks(at + 1);
        }
    }

    internal static byte* SkipBlanks(byte* at)
    {
        while (*at is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            at++;
        return at;
    }

    private static string Describe(byte* at, byte* end, long index, TensorElementType type)
    {
        const int shown = 32;
        var rest = new ReadOnlySpan<byte>(at, (int)(end - at));
        var length = rest.IndexOfAny(ElementEnds);
        var text = Encoding.UTF8.GetString(rest[..Math.Min(length < 0 ? rest.Length : length, shown)]);
        var name = ProtocolDatatypes.NameOf(type);
        return text.Length == 0
            ? $"element {index} is missing or out of place, expected is a JSON array of {name}"
            : $"element {index} is {text}, which is no {name} in JSON";
    }
}

using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using ControlPlane.AgentHost.Inference;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>
/// Writes the elements of an output as JSON. Fractions have the fewest digits that read back as the same value; a NaN or an infinity is <c>null</c>.
/// Stateless.
/// </summary>
internal static class ElementWriter
{
    /// <summary>Writes all elements with commas between them; true when one is a NaN or an infinity.</summary>
    public static bool Write(JsonBuffer to, LaneOutput output, TensorSignature? shownAs) =>
        shownAs is null ? WriteElements(to, output) : WriteCarried(to, output, shownAs.ElementType);

    private static bool WriteElements(JsonBuffer to, LaneOutput output)
    {
        var bytes = output.Bytes;
        switch (output.Signature.ElementType)
        {
            case TensorElementType.Float:
                return WriteFractions(to, MemoryMarshal.Cast<byte, float>(bytes));
            case TensorElementType.Double:
                return WriteFractions(to, MemoryMarshal.Cast<byte, double>(bytes));
            case TensorElementType.Float16:
                return WriteFractions(to, MemoryMarshal.Cast<byte, Half>(bytes));
            case TensorElementType.BFloat16:
                return WriteBrainFractions(to, MemoryMarshal.Cast<byte, BFloat16>(bytes));
            case TensorElementType.Bool:
                WriteTruths(to, bytes);
                break;
            case TensorElementType.String:
                WriteStrings(to, output);
                break;
            default:
                WriteWholeNumbers(to, output.Signature.ElementType, bytes);
                break;
        }

        return false;
    }

    private static bool WriteFractions<T>(JsonBuffer to, ReadOnlySpan<T> values)
        where T : unmanaged, INumberBase<T>
    {
        var isInvalid = false;
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                to.Mark(',');
            isInvalid |= WriteFraction(to, values[i]);
        }

        return isInvalid;
    }

    private static bool WriteBrainFractions(JsonBuffer to, ReadOnlySpan<BFloat16> values)
    {
        var isInvalid = false;
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                to.Mark(',');
            isInvalid |= WriteFraction(to, values[i].ToSingle());
        }

        return isInvalid;
    }

    // A value beyond the range of the other type has become infinite, which JSON cannot say either.
    private static bool WriteCarried(JsonBuffer to, LaneOutput output, TensorElementType type)
    {
        var isInvalid = false;
        for (var i = 0; i < output.ElementCount; i++)
        {
            if (i > 0)
                to.Mark(',');
            var value = PrecisionBridge.Round(PrecisionBridge.ReadDouble(output.Bytes, output.Signature.ElementType, i), type);
            isInvalid |= type switch
            {
                TensorElementType.Double => WriteFraction(to, value),
                TensorElementType.Float16 => WriteFraction(to, (Half)value),
                _ => WriteFraction(to, (float)value),
            };
        }

        return isInvalid;
    }

    /// <summary>Writes a fraction; true when it is a NaN or an infinity.</summary>
    public static bool WriteFraction<T>(JsonBuffer to, T value)
        where T : INumberBase<T>
    {
        if (T.IsFinite(value))
        {
            to.Number(value);
            return false;
        }

        to.Raw("null"u8);
        return true;
    }

    private static void WriteWholeNumbers(JsonBuffer to, TensorElementType type, ReadOnlySpan<byte> bytes)
    {
        switch (type)
        {
            case TensorElementType.Int64:
                to.Numbers(MemoryMarshal.Cast<byte, long>(bytes));
                break;
            case TensorElementType.Int32:
                to.Numbers(MemoryMarshal.Cast<byte, int>(bytes));
                break;
            case TensorElementType.Int16:
                to.Numbers(MemoryMarshal.Cast<byte, short>(bytes));
                break;
            case TensorElementType.Int8:
                to.Numbers(MemoryMarshal.Cast<byte, sbyte>(bytes));
                break;
            case TensorElementType.UInt64:
                to.Numbers(MemoryMarshal.Cast<byte, ulong>(bytes));
                break;
            case TensorElementType.UInt32:
                to.Numbers(MemoryMarshal.Cast<byte, uint>(bytes));
                break;
            case TensorElementType.UInt16:
                to.Numbers(MemoryMarshal.Cast<byte, ushort>(bytes));
                break;
            case TensorElementType.UInt8:
                to.Numbers(bytes);
                break;
            default:
                throw new NotSupportedException($"{type} has no form in JSON.");
        }
    }

    private static void WriteTruths(JsonBuffer to, ReadOnlySpan<byte> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                to.Mark(',');
            to.Raw(values[i] != 0 ? "true"u8 : "false"u8);
        }
    }

    private static void WriteStrings(JsonBuffer to, LaneOutput output)
    {
        var length = checked((int)output.Value!.GetStringTensorDataLength());
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        var starts = ArrayPool<nuint>.Shared.Rent(output.ElementCount);
        try
        {
            output.Value.CopyStrings(bytes.AsSpan(0, length), starts.AsSpan(0, output.ElementCount));
            for (var i = 0; i < output.ElementCount; i++)
            {
                if (i > 0)
                    to.Mark(',');
                var end = i + 1 < output.ElementCount ? (int)starts[i + 1] : length;
                to.Text(bytes.AsSpan((int)starts[i]..end));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<nuint>.Shared.Return(starts);
        }
    }
}

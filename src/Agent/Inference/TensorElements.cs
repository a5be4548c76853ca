using System.Numerics;
using System.Runtime.InteropServices;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Single elements of tensors of any number type. Stateless.</summary>
internal static class TensorElements
{
    /// <summary>An element as a FLOAT; whole numbers and FP64 are rounded to the nearest.</summary>
    public static float ReadSingle(ReadOnlySpan<byte> elements, TensorElementType type, int index) => type switch
    {
        TensorElementType.Float => MemoryMarshal.Cast<byte, float>(elements)[index],
        TensorElementType.Double => (float)MemoryMarshal.Cast<byte, double>(elements)[index],
        TensorElementType.Float16 => (float)MemoryMarshal.Cast<byte, Half>(elements)[index],
        TensorElementType.BFloat16 => MemoryMarshal.Cast<byte, BFloat16>(elements)[index].ToSingle(),
        _ => ReadInt64(elements, type, index),
    };

    /// <summary>An element of a whole-number type or BOOL.</summary>
    /// <exception cref="NotSupportedException">The type is no whole-number type.</exception>
    public static long ReadInt64(ReadOnlySpan<byte> elements, TensorElementType type, int index) => type switch
    {
        TensorElementType.Int64 => MemoryMarshal.Cast<byte, long>(elements)[index],
        TensorElementType.Int32 => MemoryMarshal.Cast<byte, int>(elements)[index],
        TensorElementType.Int16 => MemoryMarshal.Cast<byte, short>(elements)[index],
        TensorElementType.Int8 => MemoryMarshal.Cast<byte, sbyte>(elements)[index],
        TensorElementType.UInt64 => (long)MemoryMarshal.Cast<byte, ulong>(elements)[index],
        TensorElementType.UInt32 => MemoryMarshal.Cast<byte, uint>(elements)[index],
        TensorElementType.UInt16 => MemoryMarshal.Cast<byte, ushort>(elements)[index],
        TensorElementType.UInt8 or TensorElementType.Bool => elements[index],
        _ => throw new NotSupportedException($"{type} is no whole-number type."),
    };

    /// <summary>Sets every element of a tensor of numbers to a small whole number; strings have no bytes and are left alone.</summary>
    public static void Fill(Span<byte> elements, TensorElementType type, int value)
    {
        switch (type.SizeInBytes())
        {
            case sizeof(byte):
                elements.Fill((byte)value);
                break;
            case sizeof(ushort):
                var half = type == TensorElementType.Float16 ? BitConverter.HalfToUInt16Bits((Half)value) : (ushort)(BitConverter.SingleToInt32Bits(value) >> 16);
                MemoryMarshal.Cast<byte, ushort>(elements).Fill(IsFloatingPoint(type) ? half : (ushort)value);
                break;
            case sizeof(uint):
                MemoryMarshal.Cast<byte, int>(elements).Fill(IsFloatingPoint(type) ? BitConverter.SingleToInt32Bits(value) : value);
                break;
            case sizeof(ulong):
                MemoryMarshal.Cast<byte, long>(elements).Fill(IsFloatingPoint(type) ? BitConverter.DoubleToInt64Bits(value) : value);
                break;
            default:
                break;
        }
    }

    /// <summary>Whether an element is neither NaN nor infinite; true for whole numbers.</summary>
    public static bool IsFinite(ReadOnlySpan<byte> elements, TensorElementType type, int index) => type switch
    {
        TensorElementType.Float => float.IsFinite(MemoryMarshal.Cast<byte, float>(elements)[index]),
        TensorElementType.Double => double.IsFinite(MemoryMarshal.Cast<byte, double>(elements)[index]),
        TensorElementType.Float16 => Half.IsFinite(MemoryMarshal.Cast<byte, Half>(elements)[index]),
        TensorElementType.BFloat16 => float.IsFinite(MemoryMarshal.Cast<byte, BFloat16>(elements)[index].ToSingle()),
        _ => true,
    };

    /// <summary>Whether no element is NaN or infinite; true for whole numbers.</summary>
    public static bool AreFinite(ReadOnlySpan<byte> elements, TensorElementType type) => type switch
    {
        TensorElementType.Float => AreFinite(MemoryMarshal.Cast<byte, float>(elements)),
        TensorElementType.Double => AreFinite(MemoryMarshal.Cast<byte, double>(elements)),
        TensorElementType.Float16 => AreFinite(MemoryMarshal.Cast<byte, Half>(elements)),
        // All bits of the exponent set is what NaN and infinity have in common.
        TensorElementType.BFloat16 => AreBelow(MemoryMarshal.Cast<byte, ushort>(elements), exponent: 0x7F80),
        _ => true,
    };

    /// <summary>Whether the elements are fractions, which may be NaN or infinite.</summary>
    public static bool IsFloatingPoint(TensorElementType type) =>
        type is TensorElementType.Float or TensorElementType.Double or TensorElementType.Float16 or TensorElementType.BFloat16;

    private static bool AreFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumberBase<T>
    {
        foreach (var value in values)
        {
            if (!T.IsFinite(value))
                return false;
        }

        return true;
    }

    private static bool AreBelow(ReadOnlySpan<ushort> bits, int exponent)
    {
        foreach (var value in bits)
        {
            if ((value & exponent) == exponent)
                return false;
        }

        return true;
    }
}

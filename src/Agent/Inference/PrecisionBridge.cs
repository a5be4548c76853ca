using System.Runtime.InteropServices;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>
/// Carries tensors between versions of one endpoint that differ in precision only, so that a compressed version can stand behind the same callers.
/// Every value is rounded once, to the nearest, ties to even. Stateless.
/// </summary>
internal static class PrecisionBridge
{
    private const int ChunkLength = 256;

    /// <summary>Whether elements of one type may be given as another: both are fractions.</summary>
    public static bool CanCarry(TensorElementType from, TensorElementType to) =>
        TensorElements.IsFloatingPoint(from) && TensorElements.IsFloatingPoint(to);

    /// <summary>By output of a model, the champion's output of the same name where its precision differs; null where none does.</summary>
    public static TensorSignature?[]? OutputsAs(ModelSignature? model, ModelSignature? champion)
    {
        if (model is null || champion is null || model == champion)
            return null;

        var shown = new TensorSignature?[model.Outputs.Length];
        for (var i = 0; i < shown.Length; i++)
        {
            var output = model.Outputs[i];
            var index = champion.IndexOfOutput(output.Utf8Name.Span);
            if (index >= 0 && champion.Outputs[index].ElementType != output.ElementType && CanCarry(output.ElementType, champion.Outputs[index].ElementType))
                shown[i] = champion.Outputs[index];
        }

        return Array.Exists(shown, s => s is not null) ? shown : null;
    }

    /// <summary>Converts elements.</summary>
    /// <returns>−1, or the index of the first finite element that is beyond the range of the other type.</returns>
    public static int Convert(ReadOnlySpan<byte> from, TensorElementType fromType, Span<byte> to, TensorElementType toType)
    {
        var (fromSize, toSize) = (fromType.SizeInBytes(), toType.SizeInBytes());
        Span<double> chunk = stackalloc double[ChunkLength];
        for (var start = 0; start < from.Length / fromSize; start += ChunkLength)
        {
            var values = chunk[..Math.Min(ChunkLength, (from.Length / fromSize) - start)];
            Widen(from.Slice(start * fromSize, values.Length * fromSize), fromType, values);
            if (Narrow(values, to.Slice(start * toSize, values.Length * toSize), toType) is >= 0 and var beyond)
                return start + beyond;
        }

        return -1;
    }

    /// <summary>Converts elements; one beyond the range of the other type becomes infinite.</summary>
    public static void ConvertOpen(ReadOnlySpan<byte> from, TensorElementType fromType, Span<byte> to, TensorElementType toType)
    {
        for (var i = 0; i < from.Length / fromType.SizeInBytes(); i++)
            Write(to, toType, i, ReadDouble(from, fromType, i));
    }

    /// <summary>A value in the precision of a type, infinite beyond its range.</summary>
    public static double Round(double value, TensorElementType type) => type switch
    {
        TensorElementType.Double => value,
        TensorElementType.Float => (float)value,
        TensorElementType.Float16 => (double)(Half)value,
        TensorElementType.BFloat16 => ToBrain(value).ToSingle(),
        _ => throw new NotSupportedException($"{type} is no fraction."),
    };

    /// <summary>An element as FP64, which holds every value of the other types exactly.</summary>
    public static double ReadDouble(ReadOnlySpan<byte> elements, TensorElementType type, int index) =>
        type == TensorElementType.Double ? MemoryMarshal.Cast<byte, double>(elements)[index] : TensorElements.ReadSingle(elements, type, index);

    private static void Widen(ReadOnlySpan<byte> from, TensorElementType type, Span<double> to)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = ReadDouble(from, type, i);
    }

    private static int Narrow(ReadOnlySpan<double> from, Span<byte> to, TensorElementType type)
    {
        for (var i = 0; i < from.Length; i++)
        {
            if (double.IsFinite(from[i]) && !double.IsFinite(Round(from[i], type)))
                return i;
            Write(to, type, i, from[i]);
        }

        return -1;
    }

    /// <summary>Sets an element, rounded to its type.</summary>
    public static void Write(Span<byte> elements, TensorElementType type, int index, double value)
    {
        switch (type)
        {
            case TensorElementType.Double:
                MemoryMarshal.Cast<byte, double>(elements)[index] = value;
                break;
            case TensorElementType.Float:
                MemoryMarshal.Cast<byte, float>(elements)[index] = (float)value;
                break;
            case TensorElementType.Float16:
                MemoryMarshal.Cast<byte, Half>(elements)[index] = (Half)value;
                break;
            case TensorElementType.BFloat16:
                MemoryMarshal.Cast<byte, BFloat16>(elements)[index] = ToBrain(value);
                break;
            default:
                throw new NotSupportedException($"{type} is no fraction.");
        }
    }

    private static BFloat16 ToBrain(double value) => BFloat16.FromSingle(double.IsNaN(value) ? float.NaN : RoundToOdd.ToSingle(value));
}

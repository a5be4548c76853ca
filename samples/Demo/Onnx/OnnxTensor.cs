using System.Runtime.InteropServices;

namespace ControlPlane.Demo.Onnx;

/// <summary>A constant of a graph; the raw bytes are its elements in row order, little-endian, as ONNX's raw_data wants them.</summary>
public sealed record OnnxTensor(string Name, OnnxElementType ElementType, IReadOnlyList<long> Dimensions, byte[] Raw)
{
    public static OnnxTensor Of(string name, ReadOnlySpan<float> values, params long[] dimensions) =>
        new(name, OnnxElementType.Float, dimensions, MemoryMarshal.AsBytes(values).ToArray());

    public static OnnxTensor Of(string name, ReadOnlySpan<long> values, params long[] dimensions) =>
        new(name, OnnxElementType.Int64, dimensions, MemoryMarshal.AsBytes(values).ToArray());
}

using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Element types under the names of the Open Inference Protocol. BF16 is not in its text but in common use.</summary>
public static class ProtocolDatatypes
{
    private static readonly Dictionary<TensorElementType, string> Names = new()
    {
        [TensorElementType.Bool] = "BOOL",
        [TensorElementType.UInt8] = "UINT8",
        [TensorElementType.UInt16] = "UINT16",
        [TensorElementType.UInt32] = "UINT32",
        [TensorElementType.UInt64] = "UINT64",
        [TensorElementType.Int8] = "INT8",
        [TensorElementType.Int16] = "INT16",
        [TensorElementType.Int32] = "INT32",
        [TensorElementType.Int64] = "INT64",
        [TensorElementType.Float16] = "FP16",
        [TensorElementType.BFloat16] = "BF16",
        [TensorElementType.Float] = "FP32",
        [TensorElementType.Double] = "FP64",
        [TensorElementType.String] = "BYTES",
    };

    /// <summary>The fraction of a protocol name; null for any other name.</summary>
    public static TensorElementType? FractionOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("FP32"u8) ? TensorElementType.Float
        : name.SequenceEqual("FP16"u8) ? TensorElementType.Float16
        : name.SequenceEqual("FP64"u8) ? TensorElementType.Double
        : name.SequenceEqual("BF16"u8) ? TensorElementType.BFloat16
        : null;

    /// <summary>The type of a protocol name; null for any other name.</summary>
    public static TensorElementType? TypeOf(string name)
    {
        foreach (var (type, known) in Names)
        {
            if (known == name)
                return type;
        }

        return null;
    }

    /// <summary>Null for types that the protocol cannot carry, such as complex numbers.</summary>
    public static string? NameOf(TensorElementType type) => Names.GetValueOrDefault(type);
}

namespace ControlPlane.Domain.Models.Onnx;

/// <summary>Element types that are served, as the Open Inference Protocol names them.</summary>
internal static class OnnxDatatypes
{
    /// <summary>The protocol's name of ONNX's TensorProto.DataType; null when it is not served.</summary>
    public static string? Find(int type) => type switch
    {
        1 => "FP32",
        2 => "UINT8",
        3 => "INT8",
        4 => "UINT16",
        5 => "INT16",
        6 => "INT32",
        7 => "INT64",
        8 => "BYTES",
        9 => "BOOL",
        10 => "FP16",
        11 => "FP64",
        12 => "UINT32",
        13 => "UINT64",
        16 => "BF16",
        _ => null,
    };
}

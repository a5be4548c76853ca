#pragma warning disable CA1720 // Element types are called what ONNX calls them.

namespace ControlPlane.TestKit.Onnx;

/// <summary>Element types with the numbers of ONNX's TensorProto.DataType.</summary>
public enum OnnxType
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    String = 8,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    UInt32 = 12,
    UInt64 = 13,
    BFloat16 = 16,
}

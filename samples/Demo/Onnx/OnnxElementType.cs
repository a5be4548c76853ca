namespace ControlPlane.Demo.Onnx;

#pragma warning disable CA1720 // the names are those of ONNX
/// <summary>Element types of tensors, with the numbers of ONNX's TensorProto.DataType.</summary>
public enum OnnxElementType
{
    Float = 1,
    Int64 = 7,
}

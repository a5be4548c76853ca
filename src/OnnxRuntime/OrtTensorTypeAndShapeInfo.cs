namespace ControlPlane.OnnxRuntime;

/// <summary>What a tensor is made of; an empty shape is a scalar.</summary>
public sealed record OrtTensorTypeAndShapeInfo(TensorElementType ElementDataType, IReadOnlyList<long> Shape, long ElementCount)
{
    public int DimensionsCount => Shape.Count;

    public bool IsString => ElementDataType == TensorElementType.String;
}

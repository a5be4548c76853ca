namespace ControlPlane.OnnxRuntime;

/// <summary>What a model declares of one of its inputs or outputs.</summary>
public sealed record NodeMetadata
{
    public required OnnxValueType OnnxValueType { get; init; }

    /// <summary>Undefined where the value is not a tensor.</summary>
    public TensorElementType ElementDataType { get; init; }

    /// <summary>Sizes, -1 where each call chooses; empty for scalars, and where the value is not a tensor.</summary>
    public IReadOnlyList<long> Dimensions { get; init; } = [];

    /// <summary>Beside <see cref="Dimensions"/>: the name of a size that each call chooses, or an empty text.</summary>
    public IReadOnlyList<string> SymbolicDimensions { get; init; } = [];

    /// <summary>What a sequence holds, or null.</summary>
    public NodeMetadata? SequenceElement { get; init; }

    /// <summary>What an optional value is when there is one, or null.</summary>
    public NodeMetadata? OptionalElement { get; init; }

    /// <summary>Type of a map's keys, undefined where the value is not a map.</summary>
    public TensorElementType MapKeyType { get; init; }

    /// <summary>What a map holds, or null.</summary>
    public NodeMetadata? MapValue { get; init; }

    public bool IsTensor => OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR;

    public bool IsString => ElementDataType == TensorElementType.String;
}

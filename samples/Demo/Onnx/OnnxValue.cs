namespace ControlPlane.Demo.Onnx;

/// <summary>The declared type of an input, an output or a value between nodes; a dimension of null is the free one, written as a symbol.</summary>
public sealed record OnnxValue(string Name, OnnxElementType ElementType, IReadOnlyList<long?> Dimensions, string Description = "")
{
    /// <summary>The symbol of the free dimension.</summary>
    public const string FreeDimension = "N";
}

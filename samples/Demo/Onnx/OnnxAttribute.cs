namespace ControlPlane.Demo.Onnx;

/// <summary>A setting of a node: one integer or a list of them.</summary>
/// <param name="Name">As the operator's specification has it.</param>
/// <param name="Value">Null when the attribute is a list.</param>
/// <param name="Values">Null when the attribute is a single integer.</param>
public sealed record OnnxAttribute(string Name, long? Value, IReadOnlyList<long>? Values)
{
    public static OnnxAttribute One(string name, long value) => new(name, value, null);

    public static OnnxAttribute Many(string name, params long[] values) => new(name, null, values);
}

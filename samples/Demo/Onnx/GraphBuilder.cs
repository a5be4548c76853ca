namespace ControlPlane.Demo.Onnx;

/// <summary>Collects the parts of a graph; methods return the name of what they added.</summary>
internal sealed class GraphBuilder
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _constants = [];
    private readonly List<OnnxValue> _values = [];

    public string Add(string operation, string output, string[] inputs, params OnnxAttribute[] attributes)
    {
        _nodes.Add(new OnnxNode(operation, inputs, output, attributes));
        return output;
    }

    public string Constant(string name, ReadOnlySpan<float> values, params long[] dimensions)
    {
        _constants.Add(OnnxTensor.Of(name, values, dimensions));
        return name;
    }

    public string Constant(string name, ReadOnlySpan<long> values, params long[] dimensions)
    {
        _constants.Add(OnnxTensor.Of(name, values, dimensions));
        return name;
    }

    /// <summary>Declares the shape of a value that a node makes.</summary>
    public string Declare(string name, params long?[] dimensions)
    {
        _values.Add(new OnnxValue(name, OnnxElementType.Float, dimensions));
        return name;
    }

    public OnnxGraph Build(string name, string description, OnnxValue input, params OnnxValue[] outputs) =>
        new(name, description, _nodes, _constants, [input], outputs, _values);
}

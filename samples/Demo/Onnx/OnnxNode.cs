namespace ControlPlane.Demo.Onnx;

/// <summary>One operation of a graph, with one output that also names the node.</summary>
public sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, string Output, IReadOnlyList<OnnxAttribute> Attributes);

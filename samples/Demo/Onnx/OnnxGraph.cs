namespace ControlPlane.Demo.Onnx;

/// <summary>
/// A computation: nodes in an order in which each one's inputs are known before it.
/// Values declare the shapes between the nodes, only where they help a reader.
/// </summary>
public sealed record OnnxGraph(
    string Name,
    string Description,
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyList<OnnxTensor> Constants,
    IReadOnlyList<OnnxValue> Inputs,
    IReadOnlyList<OnnxValue> Outputs,
    IReadOnlyList<OnnxValue> Values);

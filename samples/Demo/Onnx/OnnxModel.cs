namespace ControlPlane.Demo.Onnx;

/// <summary>A graph with what its file says about it: the version of the model, not of the format, and metadata in the order of writing.</summary>
public sealed record OnnxModel(OnnxGraph Graph, int Version, IReadOnlyList<KeyValuePair<string, string>> Metadata);

namespace ControlPlane.Demo.Onnx;

/// <summary>A graph with what an ONNX file says about it: the version of the model (not of the format) and metadata in the order it is written.</summary>
public sealed record OnnxModel(OnnxGraph Graph, int Version, IReadOnlyList<KeyValuePair<string, string>> Metadata);

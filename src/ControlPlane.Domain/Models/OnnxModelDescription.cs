namespace ControlPlane.Domain.Models;

/// <summary>What an ONNX file says about itself, without its weights. Immutable.</summary>
public sealed record OnnxModelDescription
{
    /// <summary>Version of the file format.</summary>
    public required long IrVersion { get; init; }

    /// <summary>Tool that wrote the file and its version; empty when it does not say.</summary>
    public required string Producer { get; init; }

    /// <summary>Text the tool left; empty when there is none.</summary>
    public required string Documentation { get; init; }

    /// <summary>Operator sets by domain.</summary>
    public required IReadOnlyList<OperatorSet> OperatorSets { get; init; }

    /// <summary>Free metadata (<c>metadata_props</c>).</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>Inputs that a request must give and outputs it gets.</summary>
    public required ModelSignature Signature { get; init; }

    /// <summary>Operator that makes each output, such as <c>Softmax</c>, by name of the output; absent when an input is handed through.</summary>
    public required IReadOnlyDictionary<string, string> OutputOperators { get; init; }

    /// <summary>Nodes of the main graph.</summary>
    public required int NodeCount { get; init; }
}

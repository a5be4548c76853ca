namespace ControlPlane.Mlflow;

/// <summary>What an <c>MLmodel</c> file says, as far as it concerns ONNX. Immutable.</summary>
public sealed record MlflowModel
{
    /// <summary>Path of the ONNX file below the folder (<c>flavors.onnx.data</c>).</summary>
    public required string Data { get; init; }

    /// <summary>Id of the training run; null when there is none.</summary>
    public string? RunId { get; init; }

    /// <summary>Id of the model; null when there is none.</summary>
    public string? ModelUuid { get; init; }

    /// <summary>Inputs of the signature; empty when it has none.</summary>
    public IReadOnlyList<MlflowTensor> Inputs { get; init; } = [];

    /// <summary>Outputs of the signature; empty when it has none.</summary>
    public IReadOnlyList<MlflowTensor> Outputs { get; init; } = [];
}

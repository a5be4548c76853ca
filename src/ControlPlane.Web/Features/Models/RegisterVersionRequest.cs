using ControlPlane.Domain.Models;
using ControlPlane.Mlflow;

namespace ControlPlane.Web.Features.Models;

/// <summary>A file to register as a version of a model. Immutable.</summary>
public sealed record RegisterVersionRequest
{
    /// <summary>Name of the registered model; it comes into being with its first version.</summary>
    public required string Model { get; init; }

    /// <summary>The ONNX bytes, read once to the end and not disposed.</summary>
    public required Stream Content { get; init; }

    /// <summary>Shown beside the version; empty for none.</summary>
    public string Description { get; init; } = "";

    /// <summary>Free tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where it comes from.</summary>
    public VersionOrigin Origin { get; init; } = VersionOrigin.Unknown;

    /// <summary>What the bytes must be, SHA-256 in lower-case hexadecimal; null accepts any.</summary>
    public string? ExpectedDigest { get; init; }

    /// <summary>The bundle that signs the file; null when it came without.</summary>
    public byte[]? Signature { get; init; }

    /// <summary>What MLflow says about the file, which must be true; null where it says nothing.</summary>
    public MlflowModel? Mlflow { get; init; }
}

using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Models;

namespace ControlPlane.Data.Models;

/// <summary>A model version for a screen. Immutable.</summary>
public sealed record ModelVersionRow
{
    public required int Number { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string Digest { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>Empty when nothing was said.</summary>
    public required string Description { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Where it comes from, as whoever registered it said.</summary>
    public required VersionOrigin Origin { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    public required IReadOnlyList<TensorSignature> Inputs { get; init; }

    public required IReadOnlyList<TensorSignature> Outputs { get; init; }

    /// <summary>Empty when unknown.</summary>
    public required string Producer { get; init; }

    public required IReadOnlyList<OperatorSet> OperatorSets { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    public required OutputReading Reading { get; init; }

    /// <summary>What it must answer before it serves; null when nothing was said.</summary>
    public required GoldenReference? Golden { get; init; }

    /// <summary>Name of the key that signed its file; null when no signature was checked.</summary>
    public required string? SignedBy { get; init; }

    /// <summary>By endpoint and variant.</summary>
    public required IReadOnlyList<ServingRow> ServesAt { get; init; }
}

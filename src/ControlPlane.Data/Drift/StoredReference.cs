using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Drift;

namespace ControlPlane.Data.Drift;

/// <summary>A frozen reference of one version at one endpoint, in force until another takes its place or somebody removes it. Rows are never kept, only bins and counts.</summary>
public sealed class StoredReference
{
    /// <summary>Never reused.</summary>
    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    public required int Version { get; init; }

    public required ReferencePart Part { get; init; }

    public required DriftSource Source { get; init; }

    public required DateTimeOffset FrozenAt { get; init; }

    /// <summary>Who uploaded it, or the control plane itself.</summary>
    public required string FrozenBy { get; init; }

    /// <summary>Rows it was frozen from.</summary>
    public required long Rows { get; init; }

    public required IReadOnlyList<FeatureReference> Features { get; init; }

    /// <summary>Features that could not be frozen, and why.</summary>
    public required IReadOnlyList<FieldProblem> Skipped { get; init; }

    /// <summary>Since when it is no longer in force; null while it is.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Who replaced or removed it; null while it is in force.</summary>
    public string? EndedBy { get; set; }

    /// <summary>As the domain reads it.</summary>
    public DriftReference ToReference() => new() { Source = Source, FrozenAt = FrozenAt, Features = Features, Skipped = Skipped };
}

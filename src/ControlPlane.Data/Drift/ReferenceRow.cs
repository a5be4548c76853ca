using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Drift;

namespace ControlPlane.Data.Drift;

/// <summary>A reference for a screen, without its bins. Immutable.</summary>
public sealed record ReferenceRow
{
    public required string Id { get; init; }

    public required int Version { get; init; }

    public required ReferencePart Part { get; init; }

    public required DriftSource Source { get; init; }

    public required DateTimeOffset FrozenAt { get; init; }

    public required string FrozenBy { get; init; }

    /// <summary>Rows it was frozen from.</summary>
    public required long Rows { get; init; }

    /// <summary>Names of its features.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Features that could not be frozen, and why.</summary>
    public required IReadOnlyList<FieldProblem> Skipped { get; init; }

    /// <summary>Since when it is no longer in force; null while it is.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who replaced or removed it; null while it is in force.</summary>
    public required string? EndedBy { get; init; }

    public static ReferenceRow Of(StoredReference stored) => new()
    {
        Id = stored.Id,
        Version = stored.Version,
        Part = stored.Part,
        Source = stored.Source,
        FrozenAt = stored.FrozenAt,
        FrozenBy = stored.FrozenBy,
        Rows = stored.Rows,
        Features = [.. stored.Features.Select(f => f.Name)],
        Skipped = stored.Skipped,
        EndedAt = stored.EndedAt,
        EndedBy = stored.EndedBy,
    };
}

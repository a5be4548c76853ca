using ControlPlane.Contracts.Audit;

namespace ControlPlane.Data.Backups;

/// <summary>A copy of both databases, and what was found when it was checked. Immutable.</summary>
public sealed record Backup
{
    /// <summary>Name of its folder, the time at which it was begun: <c>20260301-120000</c>.</summary>
    public required string Name { get; init; }

    /// <summary>When it was begun: everything committed before is in it.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>From beginning to end of making and checking.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Size of both files.</summary>
    public required long Bytes { get; init; }

    /// <summary>Entries of the audit in it.</summary>
    public required long AuditEntries { get; init; }

    /// <summary>Where its audit ends; null when it has none.</summary>
    public required AuditHead? AuditHead { get; init; }

    /// <summary>What is wrong with it; empty when it is sound.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Whether it can be put back.</summary>
    public bool IsSound => Problems.Count == 0;
}

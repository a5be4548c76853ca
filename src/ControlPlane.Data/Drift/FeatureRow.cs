using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Drift;

/// <summary>What one input feature looked like to one variant in a window, on all agents. Immutable but for the sketch, which is the reader's own.</summary>
public sealed record FeatureRow
{
    /// <summary>Start of the window, inclusive.</summary>
    public required DateTimeOffset From { get; init; }

    public required string Variant { get; init; }

    public required int Version { get; init; }

    /// <summary>Name of the feature.</summary>
    public required string Name { get; init; }

    /// <summary>Values by bin; null for a categorical feature.</summary>
    public FeatureSketch? Sketch { get; init; }

    /// <summary>Rows by category; empty for a numeric feature.</summary>
    public required IReadOnlyDictionary<string, long> Categories { get; init; }

    /// <summary>Rows whose value was missing.</summary>
    public required long Missing { get; init; }

    /// <summary>Rows that were looked at.</summary>
    public long Rows => (Sketch?.Count ?? 0) + Categories.Values.Sum() + Missing;
}

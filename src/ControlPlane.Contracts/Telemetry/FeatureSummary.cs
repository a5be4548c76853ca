namespace ControlPlane.Contracts.Telemetry;

/// <summary>What one input feature looked like in the rows that were looked at. Immutable; summaries of disjoint rows add up.</summary>
public sealed record FeatureSummary
{
    /// <summary>Categories counted by name; the rest is under <see cref="OutputSummary.OtherLabel"/>.</summary>
    public const int MaximumCategories = 50;

    /// <summary>Most features of one variant; a wider input is described by statistics of each row instead of its single values.</summary>
    public const int MaximumFeatures = 64;

    /// <summary>Name of the feature: the input and, where it has several columns, the column, such as <c>x[3]</c>; or a statistic of a wide input, such as <c>image.mean</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Compact form of a <see cref="FeatureSketch"/>; null for a categorical feature.</summary>
    public byte[]? Sketch { get; init; }

    /// <summary>Rows by category; empty for a numeric feature.</summary>
    public IReadOnlyDictionary<string, long> Categories { get; init; } = new Dictionary<string, long>();

    /// <summary>Rows whose value was missing: a NaN, an infinity or an empty text.</summary>
    public long Missing { get; init; }
}

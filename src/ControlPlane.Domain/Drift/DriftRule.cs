namespace ControlPlane.Domain.Drift;

/// <summary>When a window counts as moved, and when windows become an alarm. Immutable.</summary>
public sealed record DriftRule
{
    /// <summary>The product's own.</summary>
    public static DriftRule Default { get; } = new();

    /// <summary>Rows a window needs on top of the reference before it is judged.</summary>
    public long LeastRows { get; init; } = 100;

    /// <summary>Least stability index that counts, however many rows there are; 0.1 by custom.</summary>
    public double LeastIndex { get; init; } = StabilityIndex.CustomaryLimit;

    /// <summary>Looks that pass on average between false alarms over all features together; a day of looks each minute.</summary>
    public double ExpectedLooks { get; init; } = 1_440;

    /// <summary>Moved windows among <see cref="Recent"/> that make an alarm.</summary>
    public int Needed { get; init; } = 2;

    /// <summary>Last judged windows that are looked at.</summary>
    public int Recent { get; init; } = 3;
}

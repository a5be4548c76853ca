namespace ControlPlane.Contracts.Telemetry;

/// <summary>A shadow's answers held against the answers callers got, request by request, in some span. Immutable; comparisons of disjoint spans add up.</summary>
public sealed record ShadowComparison
{
    /// <summary>Pairs of labels counted by name; the rest is counted under <see cref="OutputSummary.OtherLabel"/>.</summary>
    public const int MaximumLabelPairs = 200;

    /// <summary>How many of the highest-ranked classes <see cref="TopOverlap"/> compares.</summary>
    public const int TopClasses = 3;

    /// <summary>Copies of which both variants gave a valid answer.</summary>
    public long Pairs { get; init; }

    /// <summary>Copies on which the shadow failed.</summary>
    public long Failed { get; init; }

    /// <summary>Copies whose shadow answer held a NaN, an infinity, or nothing where something was due.</summary>
    public long Invalid { get; init; }

    /// <summary>Copies whose champion answer did; they judge nobody.</summary>
    public long ChampionInvalid { get; init; }

    /// <summary>Rows that got a label from both.</summary>
    public long Labelled { get; init; }

    /// <summary>Of these, rows with the same label by name.</summary>
    public long Agreed { get; init; }

    /// <summary>Rows by pair of labels.</summary>
    public IReadOnlyList<LabelPair> Labels { get; init; } = [];

    /// <summary>Numbers of both; null where none are read.</summary>
    public PairedNumbers? Numbers { get; init; }

    /// <summary>Rows whose classes were ranked by both: at least <see cref="TopClasses"/> + 1 classes.</summary>
    public long Ranked { get; init; }

    /// <summary>Sum over these of the share, 0 to 1, of the highest <see cref="TopClasses"/> that both have.</summary>
    public double TopOverlap { get; init; }

    /// <summary>Pairs in which the shadow took longer than the variant that answered.</summary>
    public long Slower { get; init; }

    /// <summary>By how much it took longer, a <see cref="LatencySketch"/>; null when it never did.</summary>
    public byte[]? SlowerBy { get; init; }

    /// <summary>By how much it was quicker, a <see cref="LatencySketch"/>; null when it never was.</summary>
    public byte[]? QuickerBy { get; init; }

    /// <summary>Rows with labels of both by <c>attribute=value</c>.</summary>
    public IReadOnlyDictionary<string, long> SegmentLabelled { get; init; } = new Dictionary<string, long>();

    /// <summary>Of these, rows with the same label.</summary>
    public IReadOnlyDictionary<string, long> SegmentAgreed { get; init; } = new Dictionary<string, long>();
}

namespace ControlPlane.Contracts.Telemetry;

/// <summary>What a variant predicted in some span of time. Immutable; summaries of disjoint spans add up.</summary>
public sealed record OutputSummary
{
    /// <summary>Equal bins that <see cref="Scores"/> has over 0 to 1.</summary>
    public const int ScoreBins = 20;

    /// <summary>Labels counted by name; the rest is under <see cref="OtherLabel"/>.</summary>
    public const int MaximumLabels = 50;

    /// <summary>Where labels beyond <see cref="MaximumLabels"/> are counted.</summary>
    public const string OtherLabel = "(other)";

    /// <summary>Predicted rows by label; empty where no label is read.</summary>
    public IReadOnlyDictionary<string, long> Labels { get; init; } = new Dictionary<string, long>();

    /// <summary>Rows by score, <see cref="ScoreBins"/> bins, the last one closed; empty where no score is read.</summary>
    public IReadOnlyList<long> Scores { get; init; } = [];

    /// <summary>Answers that held a NaN, an infinity, or no value where one was due.</summary>
    public long Invalid { get; init; }
}

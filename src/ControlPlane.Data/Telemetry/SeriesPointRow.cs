namespace ControlPlane.Data.Telemetry;

/// <summary>One step of a variant's series. Every number is null when nothing was counted in it: a gap, not a zero. Immutable.</summary>
public sealed record SeriesPointRow
{
    /// <summary>Start of the step, inclusive.</summary>
    public required DateTimeOffset At { get; init; }

    public long? Requests { get; init; }

    /// <summary>Failed requests of all classes.</summary>
    public long? Errors { get; init; }

    /// <summary>Null also when no request was answered.</summary>
    public LatencyQuantiles? Latency { get; init; }

    /// <summary>Predicted rows by label; empty in a gap.</summary>
    public IReadOnlyDictionary<string, long> Labels { get; init; } = Counts.None;

    public long? Invalid { get; init; }

    public long? Diverted { get; init; }

    /// <summary>Answers of the step whose true label is known; null when none is.</summary>
    public long? Labelled { get; init; }

    /// <summary>Of these, answers whose class was the label.</summary>
    public long? Correct { get; init; }
}

namespace ControlPlane.Data.Drift;

/// <summary>What one variant answered in a step, on all agents. Immutable.</summary>
public sealed record PredictionRow
{
    /// <summary>Start of the step, inclusive.</summary>
    public required DateTimeOffset From { get; init; }

    public required string Variant { get; init; }

    public required int Version { get; init; }

    public required long Requests { get; init; }

    /// <summary>Failed requests that are not the caller's fault.</summary>
    public required long Errors { get; init; }

    /// <summary>Predicted rows by label.</summary>
    public required IReadOnlyDictionary<string, long> Labels { get; init; }

    /// <summary>Predicted rows by score; empty where no score is read.</summary>
    public required IReadOnlyList<long> Scores { get; init; }
}

namespace ControlPlane.Data.Feedback;

/// <summary>Remembers that a label or reward was counted.</summary>
internal sealed class CountedFeedback
{
    public required string Endpoint { get; init; }

    public required string RequestId { get; init; }

    /// <summary>Name of the reward; empty for the label.</summary>
    public required string Metric { get; init; }

    /// <summary>The true class, so that a shadow's sample that comes later can be judged by it; null for a reward.</summary>
    public string? Label { get; init; }

    /// <summary>When the answer was given; decides when this is forgotten.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }
}

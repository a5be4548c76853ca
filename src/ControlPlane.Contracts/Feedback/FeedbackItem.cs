namespace ControlPlane.Contracts.Feedback;

/// <summary>One label or one reward, credited to the variant its token names. Immutable.</summary>
public sealed record FeedbackItem
{
    /// <summary>From the response header <c>x-feedback-token</c>.</summary>
    public required string Token { get; init; }

    /// <summary>The true class or value; null when this is a reward.</summary>
    public string? Label { get; init; }

    /// <summary>Name of the reward metric; null when this is a label.</summary>
    public string? Metric { get; init; }

    /// <summary>The reward, finite; null when this is a label.</summary>
    public double? Value { get; init; }

    /// <summary>The same caller's value of the metric from before the exposure, finite, which sharpens comparisons; null when there is none.</summary>
    public double? Covariate { get; init; }

    /// <summary>The agent's clock when it took the feedback.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}

namespace ControlPlane.Contracts.Feedback;

/// <summary>What a feedback token says: which answer a later label or reward belongs to. Immutable.</summary>
public sealed record FeedbackClaim
{
    /// <summary>The endpoint asked.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The variant that answered.</summary>
    public required string Variant { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>The endpoint's routing in force.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>When the answer was given, whole seconds.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }

    /// <summary>The caller's or the agent's id of the request.</summary>
    public required string RequestId { get; init; }

    /// <summary>Bucket of the caller, 0 to 9,999; -1 when the request had no routing key.</summary>
    public required int Bucket { get; init; }

    /// <summary>The predicted class; null when none was read.</summary>
    public string? PredictedLabel { get; init; }

    /// <summary>The predicted score; null when none was read.</summary>
    public float? Score { get; init; }

    /// <summary>Segments of the request, each <c>attribute=value</c>.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>Probability with which the variant was chosen, in basis points.</summary>
    public required int Propensity { get; init; }
}

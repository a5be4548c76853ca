namespace ControlPlane.Contracts.Feedback;

/// <summary>A <see cref="FeedbackClaim"/> as it is known while a request is being answered: texts in UTF-8, nothing on the heap. Immutable.</summary>
public readonly ref struct FeedbackTokenFields
{
    /// <summary>The endpoint asked.</summary>
    public required ReadOnlySpan<byte> Endpoint { get; init; }

    /// <summary>The variant that answered.</summary>
    public required ReadOnlySpan<byte> Variant { get; init; }

    /// <summary>The caller's or the agent's id of the request.</summary>
    public required ReadOnlySpan<byte> RequestId { get; init; }

    /// <summary>The predicted class; empty when none was read.</summary>
    public ReadOnlySpan<byte> PredictedLabel { get; init; }

    /// <summary>Segments of the request, each <c>attribute=value</c>, separated by line feeds; empty when none are declared.</summary>
    public ReadOnlySpan<byte> Segments { get; init; }

    /// <summary>The version that answered.</summary>
    public required int Version { get; init; }

    /// <summary>The endpoint's routing in force.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>When the answer was given, Unix seconds.</summary>
    public required long AnsweredAtSeconds { get; init; }

    /// <summary>Bucket of the caller, 0 to 9,999; -1 when the request had no routing key.</summary>
    public required int Bucket { get; init; }

    /// <summary>The predicted score; NaN when none was read.</summary>
    public required float Score { get; init; }

    /// <summary>Probability with which the variant was chosen, in basis points.</summary>
    public required int Propensity { get; init; }
}

namespace ControlPlane.AgentHost.Requests;

/// <summary>One line of the request log. Never carries a routing key or an attribute of the caller. Immutable.</summary>
internal sealed record LoggedRequest
{
    /// <summary>When the answer was ready.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The caller's or the agent's id of the request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The trace it belongs to; null where it has none.</summary>
    public string? TraceId { get; init; }

    /// <summary>The endpoint asked.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Null when the caller named the version.</summary>
    public string? Variant { get; init; }

    /// <summary>The version that answered.</summary>
    public required string Version { get; init; }

    /// <summary>The endpoint's routing that was in force.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>Sticky bucket; null where none was assigned.</summary>
    public int? Bucket { get; init; }

    /// <summary>True when something else answered than the variant that was chosen.</summary>
    public bool? IsDiverted { get; init; }

    /// <summary>Why there was no answer; null when there was one.</summary>
    public string? Refusal { get; init; }

    /// <summary>From its arrival to its answer, in microseconds.</summary>
    public required double TotalMicroseconds { get; init; }

    /// <summary>The run of the model, in microseconds; null without an answer.</summary>
    public double? InferMicroseconds { get; init; }

    /// <summary>The class it was given; null where none is read or the endpoint's answers are not recorded.</summary>
    public string? Label { get; init; }

    /// <summary>The score it was given; as <see cref="Label"/>.</summary>
    public float? Score { get; init; }

    /// <summary>Its inputs; null where they are not recorded.</summary>
    public IReadOnlyList<LoggedInput>? Inputs { get; init; }
}

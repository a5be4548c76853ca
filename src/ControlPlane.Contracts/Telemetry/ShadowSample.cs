namespace ControlPlane.Contracts.Telemetry;

/// <summary>
/// One copied request with both answers: kept for some time, so that a label that comes later judges the shadow too, and so that people see where the two differ.
/// Sampled and bounded: it may be missing, and nothing but such a look at single requests may rest on it. Immutable.
/// </summary>
public sealed record ShadowSample
{
    /// <summary>Longest text of outputs, characters; longer ones are cut.</summary>
    public const int MaximumOutputs = 2_000;

    /// <summary>The endpoint asked.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The shadow.</summary>
    public required string Variant { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>The variant that answered the caller.</summary>
    public required string Champion { get; init; }

    /// <summary>Its version.</summary>
    public required int ChampionVersion { get; init; }

    /// <summary>The endpoint's routing in force.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>The caller's or the agent's id of the request.</summary>
    public required string RequestId { get; init; }

    /// <summary>When the caller was answered.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }

    /// <summary>Segments of the request, each <c>attribute=value</c>.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>How the two compare.</summary>
    public required ShadowOutcome Outcome { get; init; }

    /// <summary>Label of the first row by the champion; null when none was read.</summary>
    public string? ChampionLabel { get; init; }

    /// <summary>Number of the first row by the champion; null when none was read.</summary>
    public double? ChampionNumber { get; init; }

    /// <summary>Label of the first row by the shadow; null when none was read or it failed.</summary>
    public string? ShadowLabel { get; init; }

    /// <summary>Number of the first row by the shadow; null when none was read or it failed.</summary>
    public double? ShadowNumber { get; init; }

    /// <summary>How bad the difference is, to keep the worst: 0 for none, above 1 for another label or a failure.</summary>
    public double Deviation { get; init; }

    /// <summary>The champion's read output as JSON, cut; null unless the two differ and the endpoint keeps answers.</summary>
    public string? ChampionOutputs { get; init; }

    /// <summary>The shadow's read output as JSON, or why it failed, cut; null likewise.</summary>
    public string? ShadowOutputs { get; init; }
}

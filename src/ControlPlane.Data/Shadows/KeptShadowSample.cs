using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Shadows;

/// <summary>One request with both answers, and its true label once it is known.</summary>
internal sealed class KeptShadowSample
{
    public required string Endpoint { get; init; }

    public required string RequestId { get; init; }

    /// <summary>The shadow.</summary>
    public required string Variant { get; init; }

    public required int Version { get; init; }

    public required string Champion { get; init; }

    public required int ChampionVersion { get; init; }

    public required long RouteRevision { get; init; }

    public required DateTimeOffset AnsweredAt { get; init; }

    public required IReadOnlyList<string> Segments { get; init; }

    public required ShadowOutcome Outcome { get; init; }

    public string? ChampionLabel { get; init; }

    public double? ChampionNumber { get; init; }

    public string? ShadowLabel { get; init; }

    public double? ShadowNumber { get; init; }

    public double Deviation { get; init; }

    /// <summary>Null where they were not recorded or were removed.</summary>
    public string? ChampionOutputs { get; set; }

    /// <summary>Null where they were not recorded or were removed.</summary>
    public string? ShadowOutputs { get; set; }

    /// <summary>The true label; null while it is not known.</summary>
    public string? Label { get; set; }
}

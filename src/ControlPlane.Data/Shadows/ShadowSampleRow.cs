using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Shadows;

/// <summary>One request with both answers, for people. Immutable.</summary>
public sealed record ShadowSampleRow
{
    public required string RequestId { get; init; }

    public required DateTimeOffset AnsweredAt { get; init; }

    /// <summary>Each <c>attribute=value</c>.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    public required ShadowOutcome Outcome { get; init; }

    /// <summary>The variant that answered the caller.</summary>
    public required string Champion { get; init; }

    public required int ChampionVersion { get; init; }

    public required string? ChampionLabel { get; init; }

    public required double? ChampionNumber { get; init; }

    public required string? ShadowLabel { get; init; }

    public required double? ShadowNumber { get; init; }

    /// <summary>See <see cref="ShadowSample.Deviation"/>.</summary>
    public required double Deviation { get; init; }

    /// <summary>Null where it was not recorded or was removed.</summary>
    public required string? ChampionOutputs { get; init; }

    /// <summary>Null where it was not recorded or was removed.</summary>
    public required string? ShadowOutputs { get; init; }

    /// <summary>The true label; null while it is not known.</summary>
    public required string? Label { get; init; }
}

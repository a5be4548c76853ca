using ControlPlane.Domain.Analysis.Judges;

namespace ControlPlane.Domain.Analysis.Templates.Judged;

/// <summary>How the canary judge scores a whole template. Immutable.</summary>
public sealed record JudgeSettings
{
    /// <summary>Intervals that every metric needs before anything is said, and again before the next look; 50 a side is where the ranks begin to mean what they say.</summary>
    public int MinimumValues { get; init; } = 50;

    /// <summary>Score from which the challenger passes, 0 to 100.</summary>
    public double Pass { get; init; } = CanaryScore.PassFrom;

    /// <summary>Score below which it fails, at most <see cref="Pass"/>; between the two a person is asked.</summary>
    public double Marginal { get; init; } = CanaryScore.MarginalFrom;

    /// <summary>Percent per group, together at most 100; groups without a weight share what is left.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();
}

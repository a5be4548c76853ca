using System.Text.Json.Serialization;
using ControlPlane.Domain.Analysis.Sequences;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>
/// One metric of one challenger against the champion. Harm is how much worse the challenger is, in the metric's unit; negative harm is better. Immutable.
/// </summary>
public sealed record MetricComparison
{
    /// <summary>The judged variant.</summary>
    public required string Variant { get; init; }

    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>What it is compared for.</summary>
    public required MetricRole Role { get; init; }

    /// <summary>What it says by itself.</summary>
    public required ComparisonVerdict Verdict { get; init; }

    /// <summary>Why, with numbers.</summary>
    public required string Sentence { get; init; }

    /// <summary>The challenger's value; null when not estimable.</summary>
    public double? Value { get; init; }

    /// <summary>The champion's value; null when not estimable, or when the metric compares answers and not variants.</summary>
    public double? Champion { get; init; }

    /// <summary>Estimate of the harm; null when not estimable.</summary>
    public double? Harm { get; init; }

    /// <summary>Lower limit of the harm, valid at every look; null when there is none yet.</summary>
    public double? Low { get; init; }

    /// <summary>Upper limit of the harm, valid at every look; null when there is none yet.</summary>
    public double? High { get; init; }

    /// <summary>Standard error of the harm; null where the interval comes from exact counts or ranks.</summary>
    public double? StandardError { get; init; }

    /// <summary>Harm that still counts as none, against the champion's value.</summary>
    public double? Margin { get; init; }

    /// <summary>Harm below it is never taken back.</summary>
    public double? HarmGate { get; init; }

    /// <summary>Evidence of harm over this and earlier strata, as a natural logarithm; above 0 speaks for harm.</summary>
    public double HarmEvidence { get; init; }

    /// <summary>The part of <see cref="HarmEvidence"/> that this stratum adds.</summary>
    public double StratumEvidence { get; init; }

    /// <summary>Smallest p-value of "not worse" so far; valid at every look.</summary>
    public double HarmP { get; init; } = 1;

    /// <summary>Smallest p-value of "worse by the margin or more" so far, corrected for the number of goals; valid at every look; 1 while the interval holds the margin.</summary>
    public double PromotionP { get; init; } = 1;

    /// <summary>Lower limit of the fixed-horizon interval; null before the planned size.</summary>
    public double? PlannedLow { get; init; }

    /// <summary>Upper limit of the fixed-horizon interval; null before the planned size.</summary>
    public double? PlannedHigh { get; init; }

    /// <summary>The challenger's units: requests, labels or rewards.</summary>
    public long Units { get; init; }

    /// <summary>The champion's units.</summary>
    public long ChampionUnits { get; init; }

    /// <summary>Factor on the variance because requests of one caller resemble each other, at least 1; the larger of both arms.</summary>
    public double DesignEffect { get; init; } = 1;

    /// <summary>Share of the variance that a covariate took away, 0 to 1; null without a covariate.</summary>
    public double? VarianceExplained { get; init; }

    /// <summary>Whether there is a number at all.</summary>
    [JsonIgnore]
    public bool IsEstimable => Harm is not null;

    /// <summary>The evidence of this stratum, to be multiplied with later ones.</summary>
    [JsonIgnore]
    public EValue Evidence => new(StratumEvidence);
}

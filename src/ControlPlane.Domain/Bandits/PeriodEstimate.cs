using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Bandits;

/// <summary>
/// Mean reward of an arm, fair although weights moved with the rewards. Within a period of unchanged weights an arm's mean is fair; periods are weighted by what all arms
/// together had in them, Σ(Nₚ/N)·r̄ₚ, and not by what the arm was given: a plain mean gives a good period more say than a bad one, because an arm is starved after bad luck.
/// With the propensities of each period it is the self-normalised inverse-propensity estimate. Source: J. Shin, A. Ramdas, A. Rinaldo, "Are sample means in multi-armed bandits
/// positively or negatively biased?" (2019) for the bias; W. G. Cochran, "Sampling techniques" (1977), ch. 5 for the estimate. Immutable.
/// </summary>
/// <param name="Mean">The estimate, in the reward's unit.</param>
/// <param name="StandardError">Its standard error; NaN when every period has at most one reward of the arm.</param>
/// <param name="Coverage">Share of all arms' rewards in periods in which this arm had one, 0 to 1; the rest says nothing about it.</param>
public sealed record PeriodEstimate(double Mean, double StandardError, double Coverage)
{
    /// <summary>The estimate of one arm.</summary>
    /// <param name="arm">Its rewards by period.</param>
    /// <param name="all">Rewards of all arms by period, this one's among them.</param>
    /// <returns>Null without a reward of the arm.</returns>
    public static PeriodEstimate? Of(IReadOnlyDictionary<long, RewardSums> arm, IReadOnlyDictionary<long, double> all)
    {
        var periods = arm.Where(p => p.Value.Count > 0).Select(p => (Rewards: p.Value, Units: all[p.Key])).ToList();
        if (periods.Count == 0)
            return null;

        var whole = periods.Sum(p => p.Units);
        var freedom = periods.Sum(p => Math.Max(0, p.Rewards.Count - 1));
        var variance = freedom > 0 ? periods.Sum(p => p.Rewards.SquaredDeviations) / freedom : double.NaN;
        var factor = periods.Sum(p => p.Units / whole * (p.Units / whole) / p.Rewards.Count);
        return new(periods.Sum(p => p.Units / whole * p.Rewards.Mean), Math.Sqrt(variance * factor), whole / all.Values.Sum());
    }

    /// <summary>Interval by the normal approximation.</summary>
    /// <param name="confidence">Inside (0, 1).</param>
    public ConfidenceInterval Interval(double confidence) => double.IsNaN(StandardError)
        ? ConfidenceInterval.NotEstimable
        : ConfidenceInterval.Around(Mean, NormalTail.TwoSidedQuantile(confidence) * StandardError);
}

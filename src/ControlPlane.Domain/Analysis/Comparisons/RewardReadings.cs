using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Sequences;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>Reads rewards: with CUPED where callers sent a covariate along, with the variance between assignment cells. Stateless.</summary>
internal static class RewardReadings
{
    /// <summary>Share of rewards with a covariate from which the adjustment speaks for all of them.</summary>
    private const double EnoughPairs = 0.9;

    /// <summary>The reading, or the reason why there is none.</summary>
    public static (Reading? Reading, string Why) Of(ComparedMetric metric, ComparedVariant challenger, ComparedVariant champion)
    {
        foreach (var arm in new[] { challenger, champion })
        {
            var seen = arm.Evidence;
            if (seen.Rewarded < ShareReading.LeastUnits)
                return (null, $"reward is not estimable: {arm.Name} has {seen.Rewarded} of the {ShareReading.LeastUnits} rewards that a mean needs.");
            if (!double.IsFinite(seen.RewardSum) || !double.IsFinite(seen.RewardSquares) || seen.RewardSquares < seen.RewardSum * seen.RewardSum / seen.Rewarded * (1 - 1e-9))
                return (null, $"reward is not estimable: the sums of {arm.Name} contradict each other.");
        }

        SampleMoments one = Moments(challenger.Evidence), other = Moments(champion.Evidence);
        var plain = EffectEstimate.Between(other.ToSample(), one.ToSample(), EffectScale.Absolute);
        var (effect, explained) = Adjusted(challenger.Evidence, champion.Evidence) is { } adjusted
            ? (adjusted, Math.Clamp(1 - Math.Pow(adjusted.StandardError / plain.StandardError, 2), 0, 1))
            : (plain, (double?)null);

        var design = Math.Max(Design(challenger.Evidence, one), Design(champion.Evidence, other));
        var sign = metric.IsRiseHarm ? 1 : -1;
        var harm = new EffectEstimate(sign * effect.Effect, effect.StandardError * Math.Sqrt(design), effect.DegreesOfFreedom);
        if (!(harm.StandardError > 0))
            return (null, "reward is not estimable: every reward is the same, so nothing says how much it varies.");
        return (new MeanReading(harm, new MeanSequence(metric.Alpha, metric.TuningSampleSize), one.Count + other.Count, design, explained)
        {
            Value = one.Mean,
            Champion = other.Mean,
            Units = one.Count,
            ChampionUnits = other.Count,
            Harm = harm.Effect,
        }, "");
    }

    private static SampleMoments Moments(VariantEvidence evidence) => SampleMoments.FromSums(evidence.Rewarded, evidence.RewardSum, evidence.RewardSquares);

    private static EffectEstimate? Adjusted(VariantEvidence challenger, VariantEvidence champion)
    {
        if (!HasPairs(challenger) || !HasPairs(champion))
            return null;
        var adjusted = new CupedAdjustment(champion.RewardCovariate, challenger.RewardCovariate).Adjusted(EffectScale.Absolute);
        return adjusted.StandardError > 0 ? adjusted : null;
    }

    private static bool HasPairs(VariantEvidence evidence) =>
        evidence.RewardCovariate.Count >= ShareReading.LeastUnits && evidence.RewardCovariate.Count >= EnoughPairs * evidence.Rewarded;

    private static double Design(VariantEvidence evidence, SampleMoments moments) =>
        DesignEffect.Of(evidence.Cells, c => (c.RewardSum, c.Rewarded), moments.Variance);
}

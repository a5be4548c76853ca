using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Experiments;

/// <summary>What is believed about a challenger after an experiment, in the metric's unit. Immutable.</summary>
/// <param name="Chance">Chance that it is better than the champion, 0 to 1.</param>
/// <param name="LossOfShipping">Expected loss of promoting it: how much worse it is where it is worse, times how likely that is.</param>
/// <param name="LossOfKeeping">Expected loss of keeping the champion.</param>
/// <param name="Method">How it was worked out, for people.</param>
public sealed record WinChance(double Chance, double LossOfShipping, double LossOfKeeping, string Method)
{
    /// <summary>What looking often does to these numbers.</summary>
    public const string Peeking =
        "Chance to win and expected loss are not corrected for looking often: stopping at the first 95 % would be as wrong as stopping at the first p below 5 %. The interval and the verdict are.";

    private const long LargestCounts = 10_000;

    /// <summary>The belief; null when the metric is not estimable.</summary>
    public static WinChance? Of(MetricComparison seen)
    {
        if (seen is not { Harm: { } harm, Value: { } value, Champion: { } champion })
            return null;
        if (MetricName.IsShare(seen.Metric) && (seen.StandardError is null || Math.Min(seen.Units, seen.ChampionUnits) <= LargestCounts))
            return OfShares(seen, value, champion);
        if (seen.StandardError is not { } error || error <= 0)
            return null;
        var belief = NormalPosterior.Flat(new EffectEstimate(-harm, error, double.PositiveInfinity));
        return new(belief.ChanceToWin, belief.LossOfShipping, belief.LossOfKeeping, "normal belief, flat prior");
    }

    private static WinChance OfShares(MetricComparison seen, double value, double champion)
    {
        BetaPosterior challengers = Belief(value, seen.Units), champions = Belief(champion, seen.ChampionUnits);
        var (worse, keeps) = seen.Metric == MetricName.Accuracy ? (challengers, champions) : (champions, challengers);

        // For shares of what is bad the lower one wins: the roles change.
        return new(
            BetaComparison.ChanceOfBeating(keeps, worse),
            BetaComparison.ExpectedLoss(keeps, worse),
            BetaComparison.ExpectedLoss(worse, keeps),
            "beta beliefs, Jeffreys' prior");

        BetaPosterior Belief(double share, long units)
        {
            var effective = Math.Max(1, (long)(units / seen.DesignEffect));
            return BetaPosterior.Jeffreys.After(new ProportionSample(Math.Min(effective, (long)Math.Round(share * effective)), effective));
        }
    }
}

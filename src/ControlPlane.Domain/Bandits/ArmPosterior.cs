using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Experiments;

namespace ControlPlane.Domain.Bandits;

/// <summary>
/// What is believed about the mean reward of an arm: Beta where every reward of every arm is 0 or 1, otherwise normal–inverse-gamma. Immutable.
/// </summary>
public sealed record ArmPosterior
{
    private readonly BetaPosterior? _share;
    private readonly NormalInverseGamma? _mean;

    private ArmPosterior(RewardSums rewards, BetaPosterior? share, NormalInverseGamma? mean) => (Rewards, _share, _mean) = (rewards, share, mean);

    /// <summary>What it rests on.</summary>
    public RewardSums Rewards { get; }

    /// <summary>Expected mean reward.</summary>
    public double Mean => _share?.Mean ?? _mean!.Value.Mean;

    /// <summary>Whether rewards are 0 or 1.</summary>
    public bool IsShare => _share is not null;

    /// <summary>Beliefs about every arm, of one kind so that they can be compared.</summary>
    /// <param name="arms">Rewards by arm; at least one arm.</param>
    public static IReadOnlyList<ArmPosterior> Of(IReadOnlyList<RewardSums> arms)
    {
        if (arms.All(a => a.IsBinary))
            return [.. arms.Select(a => new ArmPosterior(a, new(1 + a.Sum, 1 + Math.Max(0, a.Count - a.Sum)), null))];

        // The prior is worth one reward, with the mean and spread of all arms together: no arm is ever certain because its few rewards were equal.
        var all = arms.Aggregate((sum, arm) => sum.Plus(arm));
        var spread = all.Count > 1 ? all.SquaredDeviations / all.Count : 0;
        var prior = new NormalInverseGamma(all.Mean, 1, 1, Math.Max(spread, 1e-12));
        return [.. arms.Select(a => new ArmPosterior(a, null, prior.After(a.Count, a.Mean, a.SquaredDeviations)))];
    }

    /// <summary>Chance of each arm to be the best.</summary>
    /// <param name="arms">Of one <see cref="Of"/>; at least one.</param>
    public static IReadOnlyList<double> BestChances(IReadOnlyList<ArmPosterior> arms)
    {
        if (arms[0].IsShare)
            return ThompsonSampling.Weights([.. arms.Select(a => a._share!.Value)]);

        // Before a second reward the variance of a mean is not finite: nothing is known, so all are equal.
        return arms.Any(a => !double.IsFinite(a._mean!.Value.VarianceOfMean))
            ? [.. arms.Select(_ => 1.0 / arms.Count)]
            : ThompsonSampling.Weights([.. arms.Select(a => a._mean!.Value)]);
    }

    /// <summary>Credible interval of the mean reward with equal tails.</summary>
    /// <param name="mass">Probability inside, inside (0, 1).</param>
    public ConfidenceInterval Interval(double mass) => _share?.Interval(mass) ?? _mean!.Value.Interval(mass);
}

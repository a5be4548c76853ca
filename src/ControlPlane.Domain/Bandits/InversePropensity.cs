namespace ControlPlane.Domain.Bandits;

/// <summary>
/// Fair estimate of what one arm alone would have earned, from data in which weights moved with the rewards:
/// plain means of a bandit's arms are low, because an arm is starved after bad luck.
/// Source: D. G. Horvitz, D. J. Thompson (1952); self-normalised: A. Swaminathan, T. Joachims (2015). Immutable.
/// </summary>
/// <param name="Plain">Σ over pulls of the arm of reward/propensity, divided by all decisions: unbiased.</param>
/// <param name="SelfNormalised">The same divided by Σ 1/propensity: less spread, slightly biased; NaN when the arm was never pulled.</param>
public sealed record InversePropensity(double Plain, double SelfNormalised)
{
    /// <summary>Estimates one arm.</summary>
    /// <param name="log">All decisions, of every arm; at least one.</param>
    /// <param name="arm">The arm.</param>
    /// <exception cref="ArgumentException">The log is empty.</exception>
    public static InversePropensity Of(IReadOnlyList<LoggedReward> log, int arm)
    {
        if (log.Count == 0)
            throw new ArgumentException("needs at least 1 decision", nameof(log));

        var pulls = log.Where(decision => decision.Arm == arm).ToArray();
        var earned = pulls.Sum(decision => decision.Reward / decision.Propensity);
        var weight = pulls.Sum(decision => 1 / decision.Propensity);
        return new(earned / log.Count, pulls.Length == 0 ? double.NaN : earned / weight);
    }
}

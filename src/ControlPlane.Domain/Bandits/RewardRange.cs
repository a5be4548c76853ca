using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Bandits;

/// <summary>What one reward may be, as it was declared beforehand. Immutable.</summary>
/// <param name="Minimum">Least reward, included.</param>
/// <param name="Maximum">Greatest reward, included.</param>
public sealed record RewardRange(double Minimum, double Maximum)
{
    /// <summary>
    /// Why sums cannot be of rewards inside the range; null when they can. Σ(r − min)(max − r) is at least 0 when every reward is inside,
    /// so a sum below 0 proves that one is outside.
    /// </summary>
    /// <param name="arm">The arm, for people.</param>
    /// <param name="rewards">Its sums.</param>
    public string? WhyImpossible(string arm, RewardSums rewards)
    {
        if (!double.IsFinite(rewards.Sum) || !double.IsFinite(rewards.Squares))
            return $"A reward of {arm} is not a finite number: send finite rewards.";
        var slack = 1e-9 * Math.Max(1, rewards.Squares + Math.Abs(rewards.Count * Minimum * Maximum));
        var inside = ((Minimum + Maximum) * rewards.Sum) - rewards.Squares - (rewards.Count * Minimum * Maximum);
        return rewards.Mean >= Minimum - slack && rewards.Mean <= Maximum + slack && inside >= -slack || rewards.Count <= 0
            ? null
            : $"Rewards of {arm} lie outside rewardRange {Minimum:0.####} to {Maximum:0.####} (mean {rewards.Mean:0.####} of {rewards.Count:0}): send rewards inside it, or start the bandit with the range they have.";
    }

    internal void Check(string path, Problems problems)
    {
        if (!double.IsFinite(Minimum) || !double.IsFinite(Maximum))
            problems.Add(path, $"is {Minimum} to {Maximum}", "use finite numbers");
        else if (Minimum >= Maximum)
            problems.Add(path, $"is {Minimum} to {Maximum}, which leaves no room", "make maximum greater than minimum");
    }
}

namespace ControlPlane.Domain.Bandits;

/// <summary>
/// Lets old rewards count less, for rewards that drift: a reward of age a counts 2^(−a/half-life).
/// Source: A. Garivier, E. Moulines, "On upper-confidence bound policies for switching bandit problems" (2011), with γ = 2^(−interval/half-life). Stateless.
/// </summary>
public static class RewardDiscount
{
    /// <summary>After so many half-lives a thousandth is left, which nobody needs to read.</summary>
    public const int Horizon = 10;

    /// <summary>What a reward counts.</summary>
    /// <param name="age">Since its answer; below zero counts as zero.</param>
    /// <param name="halfLife">Above zero; null when rewards never age.</param>
    public static double WeightOf(TimeSpan age, TimeSpan? halfLife) =>
        halfLife is { } half && age > TimeSpan.Zero ? Math.Pow(2, -(age / half)) : 1;

    /// <summary>Longest stretch whose rewards may be taken for equally old.</summary>
    public static TimeSpan SliceOf(TimeSpan? halfLife) => halfLife is { } half ? half / Horizon : TimeSpan.MaxValue;

    /// <summary>γ: what is left of a reward after an interval.</summary>
    public static double KeptPer(TimeSpan interval, TimeSpan halfLife) => WeightOf(interval, halfLife);
}

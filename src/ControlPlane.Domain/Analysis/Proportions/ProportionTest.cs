using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Proportions;

/// <summary>
/// Large-sample tests on shares, for a planned end: at least about 10 events and 10 others in each arm. Stateless.
/// </summary>
public static class ProportionTest
{
    /// <summary>z = (p₁ − p₂)/√(p(1−p)(1/n₁ + 1/n₂)) with the pooled share p; NaN when nothing or everything happened. Source: Pearson (1900).</summary>
    public static TestResult Pooled(ProportionSample first, ProportionSample second, Alternative alternative)
    {
        var pooled = first.Plus(second).Share;
        return Of((first.Share - second.Share) / Math.Sqrt(pooled * (1 - pooled) * ((1.0 / first.Trials) + (1.0 / second.Trials))), alternative);
    }

    /// <summary>z = (p₁ − p₂)/√(p₁q₁/n₁ + p₂q₂/n₂).</summary>
    public static TestResult Unpooled(ProportionSample first, ProportionSample second, Alternative alternative) =>
        Of((first.Share - second.Share) / UnpooledError(first, second), alternative);

    /// <summary>Pearson's chi-square of k shares being equal, k − 1 degrees of freedom: Σ (xᵢ − nᵢp)²/(nᵢp(1−p)).</summary>
    /// <param name="samples">At least two arms.</param>
    /// <exception cref="ArgumentException">Fewer than two arms.</exception>
    public static TestResult Homogeneity(IReadOnlyList<ProportionSample> samples)
    {
        if (samples.Count < 2)
            throw new ArgumentException($"needs at least 2 arms, has {samples.Count}", nameof(samples));

        var pooled = samples.Aggregate((sum, sample) => sum.Plus(sample)).Share;
        var statistic = samples.Sum(sample => Math.Pow(sample.Events - (sample.Trials * pooled), 2) / (sample.Trials * pooled * (1 - pooled)));
        return new(statistic, ChiSquareTail.Above(statistic, samples.Count - 1)) { DegreesOfFreedom = samples.Count - 1 };
    }

    /// <summary>
    /// Is a share, of which more is better, no worse than another by a margin? z = (p₁ − p₂ + margin)/se, one-sided.
    /// The question that a canary asks: not "is there a difference" but "is it no worse than the margin".
    /// </summary>
    /// <param name="candidate">The challenger.</param>
    /// <param name="champion">The champion.</param>
    /// <param name="margin">Largest loss that is acceptable, as a share, at least 0.</param>
    /// <param name="alpha">One-sided, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The margin or alpha is out of bounds.</exception>
    public static NonInferiority NonInferior(ProportionSample candidate, ProportionSample champion, double margin, double alpha)
    {
        Require.NotNegative(margin);
        var error = UnpooledError(candidate, champion);
        var difference = candidate.Share - champion.Share;
        var z = (difference + margin) / error;
        var lower = difference - (NormalTail.UpperQuantile(alpha) * error);
        return new(new(z, NormalTail.Above(z)), lower, lower > -margin);
    }

    private static double UnpooledError(ProportionSample first, ProportionSample second) =>
        Math.Sqrt((first.Share * (1 - first.Share) / first.Trials) + (second.Share * (1 - second.Share) / second.Trials));

    private static TestResult Of(double z, Alternative alternative) => new(z, NormalTail.PValue(z, alternative));
}

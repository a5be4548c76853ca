using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Proportions;

/// <summary>
/// Intervals for a difference of two shares, first minus second, at a planned end.
/// Newcombe's is the product's own. Source: R. G. Newcombe (1998); A. Agresti, B. Caffo (2000); O. Miettinen, M. Nurminen (1985). Stateless.
/// </summary>
public static class ProportionDifference
{
    /// <summary>Newcombe's hybrid score interval: d − √((p₁−l₁)² + (u₂−p₂)²), d + √((u₁−p₁)² + (p₂−l₂)²) with Wilson limits.</summary>
    /// <param name="first">One arm.</param>
    /// <param name="second">The other arm.</param>
    /// <param name="confidence">Two-sided, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is out of bounds.</exception>
    public static ConfidenceInterval Newcombe(ProportionSample first, ProportionSample second, double confidence)
    {
        ConfidenceInterval one = ProportionInterval.Wilson(first, confidence), two = ProportionInterval.Wilson(second, confidence);
        var difference = first.Share - second.Share;
        return new(
            difference - double.Hypot(first.Share - one.Lower, two.Upper - second.Share),
            difference + double.Hypot(one.Upper - first.Share, second.Share - two.Lower));
    }

    /// <summary>Wald: d ± z·√(p₁q₁/n₁ + p₂q₂/n₂). Wrong at small counts and not cut to [−1, 1]; shown for comparison, never decides.</summary>
    /// <inheritdoc cref="Newcombe" />
    public static ConfidenceInterval Wald(ProportionSample first, ProportionSample second, double confidence) =>
        ConfidenceInterval.Around(
            first.Share - second.Share,
            NormalTail.TwoSidedQuantile(confidence) * Math.Sqrt(VarianceOf(first.Share, first.Trials) + VarianceOf(second.Share, second.Trials)));

    /// <summary>Agresti–Caffo: Wald after one more event and one more other in each arm.</summary>
    /// <inheritdoc cref="Newcombe" />
    public static ConfidenceInterval AgrestiCaffo(ProportionSample first, ProportionSample second, double confidence)
    {
        var more = new ProportionSample(1, 2);
        return Wald(first.Plus(more), second.Plus(more), confidence);
    }

    /// <summary>Miettinen–Nurminen: every difference that the score test, with variance from the restricted maximum likelihood and n/(n−1), does not reject.</summary>
    /// <inheritdoc cref="Newcombe" />
    public static ConfidenceInterval MiettinenNurminen(ProportionSample first, ProportionSample second, double confidence)
    {
        var z = NormalTail.TwoSidedQuantile(confidence);
        var difference = first.Share - second.Share;
        return new(
            MonotoneRoot.Between(-1, difference, d => Score(first, second, d) - z),
            MonotoneRoot.Between(difference, 1, d => Score(first, second, d) + z));
    }

    private static double VarianceOf(double share, double trials) => share * (1 - share) / trials;

    private static double Score(ProportionSample first, ProportionSample second, double difference)
    {
        var restricted = RestrictedShare(first, second, difference);
        double n = first.Trials + second.Trials;
        var variance = (VarianceOf(restricted + difference, first.Trials) + VarianceOf(restricted, second.Trials)) * n / (n - 1);
        var distance = first.Share - second.Share - difference;
        return distance == 0 ? 0 : distance / Math.Sqrt(Math.Max(variance, double.Epsilon));
    }

    // The second share that makes the counts likeliest among those with the given difference: the middle root of a cubic
    // (the log-likelihood's derivative falls, so bisection finds it without the cubic's trigonometric form).
    private static double RestrictedShare(ProportionSample first, ProportionSample second, double difference)
    {
        var lowest = Math.Max(0, -difference);
        var highest = Math.Min(1, 1 - difference);
        double Slope(double share) =>
            Term(first.Events, share + difference) - Term(first.Others, 1 - share - difference) + Term(second.Events, share) - Term(second.Others, 1 - share);

        return highest <= lowest ? lowest : MonotoneRoot.Between(lowest, highest, Slope);
    }

    // An infinite slope at the ends is cut so that signs stay defined.
    private static double Term(long count, double share) => count == 0 ? 0 : count / Math.Max(share, 1e-300);
}

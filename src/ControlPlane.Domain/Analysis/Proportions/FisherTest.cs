namespace ControlPlane.Domain.Analysis.Proportions;

/// <summary>
/// Fisher's exact test of two shares, conditional on both margins: exact at any count, conservative.
/// Source: R. A. Fisher (1935); two-sided by probability with a relative slack of 1e-7. Stateless.
/// </summary>
public static class FisherTest
{
    /// <summary>Largest number of trials in both arms together; the law is summed term by term.</summary>
    public const long MostTrials = 100_000_000;

    /// <summary>p-value; <see cref="Alternative.Greater"/> asks whether the first arm has the larger share.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="MostTrials"/> trials together.</exception>
    public static double PValue(ProportionSample first, ProportionSample second, Alternative alternative)
    {
        var law = Law(first.Trials, second.Trials, first.Events + second.Events);
        return alternative switch
        {
            Alternative.TwoSided => law.AtMostAsLikelyAs(first.Events),
            Alternative.Greater => Math.Min(1, law.AtLeast(first.Events)),
            Alternative.Less => Math.Min(1, law.AtMost(first.Events)),
            _ => throw new ArgumentOutOfRangeException(nameof(alternative), alternative, "unknown alternative"),
        };
    }

    /// <summary>The hypergeometric law of the first arm's events given the margins.</summary>
    internal static DiscreteTail Law(long firstTrials, long secondTrials, long events)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstTrials + secondTrials, MostTrials, nameof(firstTrials));
        double mode = (firstTrials + 1.0) * (events + 1) / (firstTrials + secondTrials + 2);
        return new(
            Math.Max(0, events - secondTrials),
            Math.Min(firstTrials, events),
            (long)mode,
            k => (firstTrials - k) / (k + 1) * ((events - k) / (secondTrials - events + k + 1)));
    }
}

namespace ControlPlane.Domain.Analysis.Distributions;

/// <summary>
/// The binomial distribution by its tails, through the beta function, and its single probabilities by saddle point (Loader 2000);
/// exact to rounding for any number of trials. Stateless.
/// </summary>
public static class BinomialTail
{
    /// <summary>P(X = count) for X ~ Bin(trials, share).</summary>
    public static double Exactly(long count, long trials, double share)
    {
        if (count < 0 || count > trials)
            return 0;
        if (share is 0 or 1)
            return count == (share == 0 ? 0 : trials) ? 1 : 0;
        if (count == 0)
            return Math.Exp(trials * Logarithm.OfOnePlus(-share));
        if (count == trials)
            return Math.Exp(trials * Math.Log(share));

        var rest = trials - count;
        var log = LogGamma.StirlingError(trials) - LogGamma.StirlingError(count) - LogGamma.StirlingError(rest)
            - LogGamma.Deviance(count, trials * share) - LogGamma.Deviance(rest, trials * (1 - share));
        return Math.Exp(log - LogGamma.HalfLogTwoPi + (0.5 * Math.Log(trials / ((double)count * rest))));
    }

    /// <summary>P(X ≤ count).</summary>
    public static double AtMost(long count, long trials, double share) =>
        count < 0 ? 0 : count >= trials ? 1 : BetaTail.Above(share, count + 1, trials - count);

    /// <summary>P(X ≥ count).</summary>
    public static double AtLeast(long count, long trials, double share) =>
        count <= 0 ? 1 : count > trials ? 0 : BetaTail.Below(share, count, trials - count + 1);
}

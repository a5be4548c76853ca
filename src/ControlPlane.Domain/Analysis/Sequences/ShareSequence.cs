using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Sequences;

/// <summary>
/// Always-valid test that counts fall on arms in the shares they should, by the Dirichlet–multinomial Bayes factor:
/// ln BF = ln B(a+n) − ln B(a) − Σ nᵢ ln θᵢ, a = k·θ.
/// With assigned units and the split's weights it is the sequential test for sample-ratio mismatch;
/// with error counts and traffic shares it tells whether one arm errs more than its share, whatever the load does over the day.
/// Source: M. Lindon, A. Malek, "Anytime-valid inference for multinomial count data" (NeurIPS 2022). Stateless.
/// </summary>
public static class ShareSequence
{
    /// <summary>Prior strength that suits both uses, in counts: the test is most sensitive to the deviations such a prior expects.</summary>
    public const double DefaultConcentration = 100;

    /// <summary>The evidence that counts do not follow the shares. A new split starts a new sequence; multiply the evidence of both.</summary>
    /// <param name="counts">Counts per arm, at least 0.</param>
    /// <param name="shares">Expected shares in the same order, at least 0, at least two above 0; scaled to sum to 1. An arm with share 0 leaves the test.</param>
    /// <param name="concentration">k, prior strength in counts, above 0.</param>
    /// <exception cref="ArgumentException">The lists differ in length or hold impossible numbers, or an arm without share has counts.</exception>
    public static EValue Evidence(IReadOnlyList<long> counts, IReadOnlyList<double> shares, double concentration = DefaultConcentration)
    {
        Require.Weights(shares, 2);
        Require.SameLength(shares, counts);
        Require.Positive(concentration);

        var whole = shares.Sum();
        var arms = new List<(double Posterior, double Prior, double Share)>();
        for (var arm = 0; arm < counts.Count; arm++)
        {
            Require.AtLeast(0, counts[arm], nameof(counts));
            if (shares[arm] == 0 && counts[arm] > 0)
                throw new ArgumentException($"arm {arm} has {counts[arm]} counts and no share", nameof(counts));
            if (shares[arm] == 0)
                continue;

            var share = shares[arm] / whole;
            arms.Add((counts[arm] + (concentration * share), concentration * share, share));
        }

        if (arms.Count < 2)
            throw new ArgumentException("needs at least 2 arms with a share above 0", nameof(shares));

        // Both terms measure against the same shares, so the n·ln θ of the formula cancels into two deviances that stay exact for large counts.
        return new(LogDensityAt(arms.Select(arm => (arm.Posterior, arm.Share))) - LogDensityAt(arms.Select(arm => (arm.Prior, arm.Share))));
    }

    // ln B(a) − Σ aᵢ ln θᵢ.
    private static double LogDensityAt(IEnumerable<(double Parameter, double Share)> arms)
    {
        var all = arms.ToArray();
        var sum = all.Sum(arm => arm.Parameter);
        return all.Sum(arm => LogGamma.Deviance(arm.Parameter, sum * arm.Share) - (0.5 * Math.Log(arm.Parameter))
                + LogGamma.StirlingError(arm.Parameter) + LogGamma.HalfLogTwoPi)
            + (0.5 * Math.Log(sum)) - LogGamma.StirlingError(sum) - LogGamma.HalfLogTwoPi;
    }
}

namespace ControlPlane.Domain.Analysis.Proportions;

/// <summary>Exact test of one share against a known one. Source: Clopper, Pearson (1934); two-sided by probability. Stateless.</summary>
public static class BinomialTest
{
    /// <summary>Chance of a count at most as likely as the observed one.</summary>
    /// <param name="sample">Events among trials; up to 100 million trials.</param>
    /// <param name="share">The known share, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static double TwoSided(ProportionSample sample, double share)
    {
        Require.Unit(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sample.Trials, 100_000_000, nameof(sample));
        if (share is 0 or 1)
            return sample.Share == share ? 1 : 0;

        var odds = share / (1 - share);
        var law = new DiscreteTail(0, sample.Trials, (long)((sample.Trials + 1) * share), k => (sample.Trials - k) / (k + 1) * odds);
        return law.AtMostAsLikelyAs(sample.Events);
    }
}

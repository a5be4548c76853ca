namespace ControlPlane.Domain.Drift;

/// <summary>Distances between two binned distributions, by shares; symmetric, 0 = same. Stateless.</summary>
public static class DistributionDistance
{
    /// <summary>
    /// Jensen–Shannon distance √(½KL(p‖m) + ½KL(q‖m)), m the mean of both; 0 to √(ln 2) in natural units, 0 to 1 with base 2.
    /// Source: J. Lin (1991); D. M. Endres, J. E. Schindelin (2003).
    /// </summary>
    /// <param name="reference">Counts or shares, at least 0, any scale.</param>
    /// <param name="current">The same bins of the current window.</param>
    /// <param name="logarithmBase">e, 2 or any base above 1.</param>
    /// <exception cref="ArgumentException">The lists differ in length or an argument is out of bounds.</exception>
    public static double JensenShannon(IReadOnlyList<double> reference, IReadOnlyList<double> current, double logarithmBase = Math.E)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(logarithmBase, 1);
        var (p, q) = Shares.Of(reference, current);
        var divergence = p.Zip(q, (one, two) => (Part(one, (one + two) / 2) + Part(two, (one + two) / 2)) / 2).Sum();
        return Math.Sqrt(Math.Max(0, divergence) / Math.Log(logarithmBase));
    }

    /// <summary>Hellinger distance √(1 − Σ√(pq)), 0 to 1, as √(½Σ(√p − √q)²), which does not cancel where p is near q. Source: E. Hellinger (1909).</summary>
    /// <param name="reference">Counts or shares, at least 0, any scale.</param>
    /// <param name="current">The same bins of the current window.</param>
    /// <exception cref="ArgumentException">The lists differ in length or hold impossible numbers.</exception>
    public static double Hellinger(IReadOnlyList<double> reference, IReadOnlyList<double> current)
    {
        var (p, q) = Shares.Of(reference, current);
        return Math.Sqrt(p.Zip(q, (one, two) => Math.Pow(Math.Sqrt(one) - Math.Sqrt(two), 2)).Sum() / 2);
    }

    private static double Part(double share, double mean) => share == 0 ? 0 : share * Math.Log(share / mean);
}

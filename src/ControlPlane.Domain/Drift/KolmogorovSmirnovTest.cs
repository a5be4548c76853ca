using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Quantiles;

namespace ControlPlane.Domain.Drift;

/// <summary>
/// Kolmogorov–Smirnov: D, the largest distance between two distribution functions, and how likely one as large is when nothing drifted.
/// With thousands of rows every difference is significant; use <see cref="WassersteinDistance"/> there.
/// Source: N. V. Smirnov (1939); exact law by lattice paths, J. L. Hodges (1958). Stateless.
/// </summary>
public static class KolmogorovSmirnovTest
{
    /// <summary>Largest product of sample sizes for which the exact law is counted.</summary>
    public const long MostPairsForExact = 25_000_000;

    /// <summary>D, 0 to 1.</summary>
    public static double Statistic(EmpiricalDistribution reference, EmpiricalDistribution current) =>
        reference.Values.Concat(current.Values).Max(value => Math.Abs(reference.ShareAtOrBelow(value) - current.ShareAtOrBelow(value)));

    /// <summary>D with the exact p-value for small samples and the asymptotic one for large.</summary>
    public static TestResult Of(EmpiricalDistribution reference, EmpiricalDistribution current)
    {
        var statistic = Statistic(reference, current);
        double n = reference.Count, m = current.Count;
        return n * m <= MostPairsForExact
            ? new(statistic, Exact(reference.Count, current.Count, statistic))
            : new(statistic, Asymptotic(statistic * Math.Sqrt(n / (n + m) * m)));
    }

    /// <summary>P(D ≥ d) without ties: chance that a random lattice path from (0, 0) to (m, n) leaves the band |i/m − j/n| &lt; d.</summary>
    /// <param name="first">m, at least 1.</param>
    /// <param name="second">n, at least 1.</param>
    /// <param name="statistic">d, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds, or m·n exceeds <see cref="MostPairsForExact"/>.</exception>
    public static double Exact(long first, long second, double statistic)
    {
        Require.AtLeast(1, first);
        Require.AtLeast(1, second);
        Require.Unit(statistic);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((double)first * second, MostPairsForExact, nameof(first));

        // Distances are multiples of 1/(m·n); a statistic that was rounded still means its own multiple.
        var pairs = first * second;
        var limit = (long)Math.Ceiling((statistic * pairs) - 1e-6);
        if (limit <= 0)
            return 1;

        // Chance per place of the current row to be there without having left; what leaves is added up, so small p-values keep their digits.
        var inside = new double[second + 1];
        var left = 0.0;
        for (var i = 0L; i <= first; i++)
        {
            for (var j = 0L; j <= second; j++)
            {
                double before = first - i + second - j + 1;
                var fromAbove = i == 0 ? 0 : inside[j] * (first - i + 1) / before;
                var fromLeft = j == 0 ? 0 : inside[j - 1] * (second - j + 1) / before;
                var chance = i == 0 && j == 0 ? 1 : fromAbove + fromLeft;
                var hasLeft = Math.Abs((i * second) - (j * first)) >= limit;
                left += hasLeft ? chance : 0;
                inside[j] = hasLeft ? 0 : chance;
            }
        }

        return Math.Min(1, left);
    }

    /// <summary>Kolmogorov's limit law P(K &gt; z) = 2Σ(−1)^(k−1)·e^(−2k²z²), z = D·√(mn/(m+n)); below 1 by its theta-function twin, which converges there.</summary>
    /// <param name="z">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">z is negative or not finite.</exception>
    public static double Asymptotic(double z)
    {
        Require.NotNegative(z);
        if (z < 0.04)
            return 1;

        var sum = 0.0;
        if (z < 1)
        {
            for (var k = 1; k <= 19; k += 2)
                sum += Math.Exp(-k * k * Math.PI * Math.PI / (8 * z * z));
            return 1 - (Math.Sqrt(2 * Math.PI) / z * sum);
        }

        for (var k = 1; k <= 20; k++)
            sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * k * k * z * z);
        return sum;
    }
}

using MathNet.Numerics;

namespace ControlPlane.Domain.Analysis.Distributions;

/// <summary>
/// Logarithms of gamma and beta functions, arranged so that counts in the millions lose no digits:
/// plain differences of ln Γ cancel nine digits there.
/// Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
/// </summary>
internal static class LogGamma
{
    /// <summary>½·ln 2π.</summary>
    public const double HalfLogTwoPi = 0.91893853320467274178;

    private const double SeriesFrom = 16;

    /// <summary>ln Γ(x) for x &gt; 0.</summary>
    public static double Of(double x) =>
        x < SeriesFrom ? SpecialFunctions.GammaLn(x) : ((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi + StirlingError(x);

    /// <summary>ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a+b) for a, b &gt; 0.</summary>
    public static double Beta(double a, double b) => Of(Math.Min(a, b)) + Ratio(Math.Max(a, b), Math.Min(a, b));

    /// <summary>ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], which is near 1/(12x).</summary>
    public static double StirlingError(double x)
    {
        if (x < SeriesFrom)
            return SpecialFunctions.GammaLn(x) - (((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi);

        var inverse = 1 / x;
        var square = inverse * inverse;
        return inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * ((1.0 / 1680)
            - (square * ((1.0 / 1188) - (square * 691 / 360360))))))))));
    }

    /// <summary>x·ln(x/m) + m − x for x ≥ 0, m &gt; 0, without cancellation where x is near m.</summary>
    public static double Deviance(double x, double m)
    {
        if (x == 0)
            return m;
        if (Math.Abs(x - m) >= 0.1 * (x + m))
            return (x * Math.Log(x / m)) + m - x;

        var ratio = (x - m) / (x + m);
        var sum = (x - m) * ratio;
        var term = 2 * x * ratio;
        var square = ratio * ratio;
        for (var power = 3; power < 1000; power += 2)
        {
            term *= square;
            var next = sum + (term / power);
            if (next == sum)
                break;
            sum = next;
        }

        return sum;
    }

    // ln Γ(big) − ln Γ(big + small).
    private static double Ratio(double big, double small)
    {
        if (big < SeriesFrom)
            return Of(big) - Of(big + small);

        var sum = big + small;
        return StirlingError(big) - StirlingError(sum) + ((0.5 - big) * Logarithm.OfOnePlus(small / big)) - (small * (Math.Log(sum) - 1));
    }
}

namespace ControlPlane.Domain.Analysis.Distributions;

/// <summary>
/// The beta distribution by its tails: regularised incomplete beta function by continued fraction (W. H. Press et al., Numerical Recipes, 6.4),
/// with the leading factor as a binomial deviance (Loader 2000), so that parameters in the millions keep their digits. Stateless.
/// </summary>
public static class BetaTail
{
    private const int MostTerms = 100_000;
    private const double Tiny = 1e-300;

    /// <summary>Density x^(a−1)·(1−x)^(b−1) / B(a,b) for x inside (0, 1).</summary>
    public static double Density(double x, double a, double b) => DensityOfParts(x, 1 - x, a, b);

    /// <summary>P(X ≤ x) for X ~ Beta(a, b), a, b &gt; 0.</summary>
    public static double Below(double x, double a, double b)
    {
        Require.Positive(a);
        Require.Positive(b);
        return x <= 0 ? 0 : x >= 1 ? 1 : Fraction(x, 1 - x, a, b);
    }

    /// <summary>P(X &gt; x) for X ~ Beta(a, b), accurate relative to itself in the upper tail.</summary>
    public static double Above(double x, double a, double b)
    {
        Require.Positive(a);
        Require.Positive(b);
        return x <= 0 ? 1 : x >= 1 ? 0 : Fraction(1 - x, x, b, a);
    }

    /// <summary>The x with P(X ≤ x) = share.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not inside (0, 1) or a parameter is not above 0.</exception>
    public static double Quantile(double share, double a, double b)
    {
        Require.InsideUnit(share);
        return share <= 0.5
            ? MonotoneRoot.Between(0, 1, x => Below(x, a, b) - share)
            : MonotoneRoot.Between(0, 1, x => (1 - share) - Above(x, a, b));
    }

    /// <summary>The density with 1 − x given apart.</summary>
    internal static double DensityOfParts(double x, double complement, double a, double b) =>
        Math.Exp(LogFront(x, complement, a, b)) / (x * complement);

    /// <summary>P(X ≤ x) with 1 − x given apart, for callers who know it more exactly than the subtraction would.</summary>
    internal static double BelowOfParts(double x, double complement, double a, double b) =>
        x <= 0 ? 0 : complement <= 0 ? 1 : Fraction(x, complement, a, b);

    private static double Fraction(double x, double complement, double a, double b)
    {
        // The fraction converges fast on this side of the mean; the other side is its complement.
        if (x > (a + 1) / (a + b + 2))
            return 1 - Fraction(complement, x, b, a);

        return Math.Exp(LogFront(x, complement, a, b)) * ContinuedFraction(x, a, b) / a;
    }

    // ln of x^a (1−x)^b / B(a, b).
    private static double LogFront(double x, double complement, double a, double b)
    {
        var sum = a + b;
        var correction = LogGamma.StirlingError(sum) - LogGamma.StirlingError(a) - LogGamma.StirlingError(b);
        return correction + (0.5 * Math.Log(a * (b / sum))) - LogGamma.HalfLogTwoPi
            - LogGamma.Deviance(a, sum * x) - LogGamma.Deviance(b, sum * complement);
    }

    private static double ContinuedFraction(double x, double a, double b)
    {
        var c = 1.0;
        var d = 1 / AwayFromZero(1 - ((a + b) * x / (a + 1)));
        var product = d;
        for (var m = 1; m < MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / AwayFromZero(1 + (even * d));
            c = AwayFromZero(1 + (even / c));
            product *= d * c;

            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / AwayFromZero(1 + (odd * d));
            c = AwayFromZero(1 + (odd / c));
            product *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16)
                break;
        }

        return product;
    }

    private static double AwayFromZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}

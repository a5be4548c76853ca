namespace ControlPlane.Domain.Analysis.Sequences;

/// <summary>
/// Polynomial stitched boundary: grows like √(V·ln ln V), the slowest rate possible, for sums with sub-gamma scale c.
/// Source: Howard, Ramdas, McAuliffe, Sekhon (2021), theorem 1 and eq. 10. Immutable.
/// </summary>
/// <param name="LeastVariance">V from which the boundary is meant to be tight, above 0.</param>
/// <param name="Scale">c, at least 0; 0 for sub-Gaussian sums.</param>
/// <param name="Exponent">s above 1: how fast the error budget shrinks over epochs.</param>
/// <param name="EpochRatio">η above 1: each epoch is η times as long as the one before.</param>
public sealed record PolynomialStitching(double LeastVariance, double Scale, double Exponent = 1.4, double EpochRatio = 2)
{
    /// <summary>The S that is exceeded, ever, with chance at most α when nothing differs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An argument or a parameter is out of bounds.</exception>
    public double Boundary(double variance, double alpha)
    {
        Require.NotNegative(variance);
        Require.InsideUnit(alpha);
        Require.Positive(LeastVariance);
        Require.NotNegative(Scale);
        Require.Positive(Exponent - 1, nameof(Exponent));
        Require.Positive(EpochRatio - 1, nameof(EpochRatio));

        var used = Math.Max(variance, LeastVariance);
        var k1 = (Math.Pow(EpochRatio, 0.25) + Math.Pow(EpochRatio, -0.25)) / Math.Sqrt(2);
        var k2 = (Math.Sqrt(EpochRatio) + 1) / 2;
        var budget = (Exponent * Math.Log(Math.Log(EpochRatio * used / LeastVariance)))
            + Math.Log(Zeta(Exponent) / Math.Pow(Math.Log(EpochRatio), Exponent)) - Math.Log(alpha);
        var drift = k2 * Scale * budget;
        return Math.Sqrt((k1 * k1 * used * budget) + (drift * drift)) + drift;
    }

    // Riemann's ζ(s) for s > 1: the first terms, then Euler–Maclaurin for the rest.
    private static double Zeta(double s)
    {
        const int terms = 20;
        var sum = 0.0;
        for (var n = 1; n < terms; n++)
            sum += Math.Pow(n, -s);

        var tail = Math.Pow(terms, 1 - s) / (s - 1);
        var half = Math.Pow(terms, -s) / 2;
        var first = s * Math.Pow(terms, -s - 1) / 12;
        var third = s * (s + 1) * (s + 2) * Math.Pow(terms, -s - 3) / 720;
        var fifth = s * (s + 1) * (s + 2) * (s + 3) * (s + 4) * Math.Pow(terms, -s - 5) / 30240;
        return sum + tail + half + first - third + fifth;
    }
}

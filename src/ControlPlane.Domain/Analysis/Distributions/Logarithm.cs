namespace ControlPlane.Domain.Analysis.Distributions;

/// <summary>Logarithms that keep their digits where the framework's lose them.</summary>
internal static class Logarithm
{
    /// <summary>ln(1+x) for x &gt; −1, accurate for tiny x as well. Source: W. Kahan's correction of the rounding of 1+x.</summary>
    public static double OfOnePlus(double x)
    {
        var rounded = 1 + x;
        return rounded == 1 ? x : Math.Log(rounded) * x / (rounded - 1);
    }

    /// <summary>
    /// e^x − 1, accurate for tiny x as well. Source: W. Kahan.
    /// MathNet 5.0.0's own Expm1 is off by 1e-9 relative, measured at x = 2·ln 0.99.
    /// </summary>
    public static double ExponentialMinusOne(double x)
    {
        var rounded = Math.Exp(x);
        return rounded == 1 ? x : rounded == 0 ? -1 : double.IsInfinity(rounded) ? rounded : (rounded - 1) * x / Math.Log(rounded);
    }

    /// <summary>ln Σ exp(values); −∞ for none.</summary>
    public static double OfSumOfExponentials(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var greatest = all.Length == 0 ? double.NegativeInfinity : all.Max();
        return double.IsInfinity(greatest) ? greatest : greatest + Math.Log(all.Sum(value => Math.Exp(value - greatest)));
    }
}

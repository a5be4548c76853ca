using MathNet.Numerics;

namespace ControlPlane.Domain.Analysis.Distributions;

/// <summary>The chi-square distribution by its upper tail, the regularised incomplete gamma function Q(k/2, x/2). Stateless.</summary>
public static class ChiSquareTail
{
    /// <summary>P(X &gt; x); 1 for x ≤ 0.</summary>
    /// <param name="x">The statistic; infinity gives 0.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not above 0.</exception>
    public static double Above(double x, double degreesOfFreedom)
    {
        Require.Positive(degreesOfFreedom);
        if (double.IsNaN(x))
            return double.NaN;
        if (double.IsPositiveInfinity(x))
            return 0;
        if (x <= 0)
            return 1;

        // One degree of freedom is the square of a normal, whose tail is exact.
        return degreesOfFreedom == 1 ? NormalTail.Outside(Math.Sqrt(x)) : SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, x / 2);
    }

    /// <summary>The x with P(X &gt; x) = share.</summary>
    /// <param name="share">Inside (0, 1).</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static double UpperQuantile(double share, double degreesOfFreedom)
    {
        Require.InsideUnit(share);
        return MonotoneRoot.Above(0, Require.Positive(degreesOfFreedom), x => Above(x, degreesOfFreedom) - share);
    }
}

namespace ControlPlane.Domain.Analysis.Distributions;

/// <summary>
/// Noncentral t: the law of (Z + δ) / √(χ²_ν/ν), needed for the exact power of a t test.
/// Integrates over the law of s = √(χ²_ν/ν). Stateless.
/// </summary>
public static class NoncentralStudentTail
{
    /// <summary>P(T &gt; t) = ∫ P(Z &gt; t·s − δ) f(s) ds.</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degreesOfFreedom">ν, above 0.</param>
    /// <param name="noncentrality">δ, any number.</param>
    public static double Above(double t, double degreesOfFreedom, double noncentrality)
    {
        Require.Positive(degreesOfFreedom);
        var spread = 1 / Math.Sqrt(2 * degreesOfFreedom);
        var from = Math.Max(0, 1 - (12 * spread));
        var to = 1 + (14 * spread);
        var half = degreesOfFreedom / 2;
        var logFront = Math.Log(2) + (half * Math.Log(half)) - LogGamma.Of(half);

        return GaussLegendre.Integrate(from, to, 40, s =>
            NormalTail.Above((t * s) - noncentrality)
            * Math.Exp(logFront + ((degreesOfFreedom - 1) * Math.Log(s)) - (half * s * s)));
    }
}

using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Power;

/// <summary>
/// Chance that a fixed-horizon two-sided test of two means finds a true difference; rejections in the wrong direction count as the tests count them. Stateless.
/// </summary>
public static class MeanPower
{
    /// <summary>z test with known variance: P(|Z + d·√(n/2)| &gt; z).</summary>
    /// <param name="effectSize">d, true difference in standard deviations of one unit.</param>
    /// <param name="unitsPerArm">n, above 0.</param>
    /// <param name="alpha">Two-sided, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static double Normal(double effectSize, double unitsPerArm, double alpha) =>
        OfStandardised(Require.Finite(effectSize) * Math.Sqrt(Require.Positive(unitsPerArm) / 2), alpha);

    /// <summary>Pooled t test, exact by the noncentral t with 2n − 2 degrees of freedom. Source: J. Cohen (1988).</summary>
    /// <param name="effectSize">d, true difference in standard deviations of one unit.</param>
    /// <param name="unitsPerArm">n, above 1.</param>
    /// <param name="alpha">Two-sided, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static double Student(double effectSize, double unitsPerArm, double alpha)
    {
        var degrees = 2 * Require.Positive(unitsPerArm - 1, nameof(unitsPerArm));
        var critical = StudentTail.UpperQuantile(Require.InsideUnit(alpha) / 2, degrees);
        var noncentrality = Require.Finite(effectSize) * Math.Sqrt(unitsPerArm / 2);
        return NoncentralStudentTail.Above(critical, degrees, noncentrality) + NoncentralStudentTail.Above(critical, degrees, -noncentrality);
    }

    /// <summary>P(|Z + δ| &gt; z) for a true effect of δ standard errors.</summary>
    internal static double OfStandardised(double standardErrors, double alpha)
    {
        var critical = NormalTail.UpperQuantile(Require.InsideUnit(alpha) / 2);
        return NormalTail.Above(critical - standardErrors) + NormalTail.Below(-critical - standardErrors);
    }
}

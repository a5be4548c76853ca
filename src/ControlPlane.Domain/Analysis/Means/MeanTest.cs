using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Means;

/// <summary>
/// Fixed-horizon t tests and intervals, valid once, at the planned sample size; a page that is watched uses <see cref="Sequences.MeanSequence"/>. Stateless.
/// </summary>
public static class MeanTest
{
    /// <summary>Welch's t of an effect being <paramref name="under"/>: p by Student's t with Welch–Satterthwaite degrees. Source: B. L. Welch (1947).</summary>
    /// <param name="effect">Treatment minus control.</param>
    /// <param name="alternative">What to look for; greater = the treatment has more.</param>
    /// <param name="under">The effect under the null, in the effect's units.</param>
    public static TestResult Welch(EffectEstimate effect, Alternative alternative, double under = 0)
    {
        var t = (effect.Effect - under) / effect.StandardError;
        return new(t, StudentTail.PValue(t, effect.DegreesOfFreedom, alternative)) { DegreesOfFreedom = effect.DegreesOfFreedom };
    }

    /// <summary>Two-sided interval: effect ± t·se.</summary>
    /// <param name="effect">The estimate.</param>
    /// <param name="alpha">Two-sided, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is out of bounds.</exception>
    public static ConfidenceInterval Interval(EffectEstimate effect, double alpha) =>
        ConfidenceInterval.Around(effect.Effect, effect.StandardError * StudentTail.UpperQuantile(Require.InsideUnit(alpha) / 2, effect.DegreesOfFreedom));

    /// <summary>One-sided lower limit: effect − t·se.</summary>
    /// <param name="effect">The estimate.</param>
    /// <param name="alpha">One-sided, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is out of bounds.</exception>
    public static double LowerLimit(EffectEstimate effect, double alpha) =>
        effect.Effect - (effect.StandardError * StudentTail.UpperQuantile(alpha, effect.DegreesOfFreedom));

    /// <summary>Student's t with pooled variance, two-sided; only right when both variances are equal, and kept for comparison. Source: Student (1908).</summary>
    public static TestResult Pooled(MetricSample control, MetricSample treatment)
    {
        double degrees = control.Count + treatment.Count - 2;
        var variance = (((control.Count - 1) * control.Variance) + ((treatment.Count - 1) * treatment.Variance)) / degrees;
        var t = (treatment.Mean - control.Mean) / Math.Sqrt(variance * ((1.0 / control.Count) + (1.0 / treatment.Count)));
        return new(t, StudentTail.PValue(t, degrees, Alternative.TwoSided)) { DegreesOfFreedom = degrees };
    }
}

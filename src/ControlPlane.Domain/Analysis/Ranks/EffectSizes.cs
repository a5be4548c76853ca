using ControlPlane.Domain.Analysis.Means;

namespace ControlPlane.Domain.Analysis.Ranks;

/// <summary>How large a difference is, apart from how sure. Experiment against control. Stateless.</summary>
public static class EffectSizes
{
    /// <summary>
    /// Common-language effect size: chance that a value of the experiment exceeds one of the control, ties as half; U/(m·n), 0 to 1.
    /// Source: K. O. McGraw, S. P. Wong (1992).
    /// </summary>
    /// <exception cref="ArgumentException">A sample is empty, or a value is NaN or infinite.</exception>
    public static double CommonLanguage(IReadOnlyList<double> control, IReadOnlyList<double> experiment) =>
        new MannWhitneyTest(experiment, control).U / ((double)control.Count * experiment.Count);

    /// <summary>Cliff's delta: chance of greater minus chance of less, −1 to 1. Source: N. Cliff (1993).</summary>
    /// <inheritdoc cref="CommonLanguage" />
    public static double CliffsDelta(IReadOnlyList<double> control, IReadOnlyList<double> experiment) =>
        (2 * CommonLanguage(control, experiment)) - 1;

    /// <summary>Cohen's d: difference of means in pooled standard deviations; NaN when both samples are constant. Source: J. Cohen (1988).</summary>
    /// <param name="control">At least 2 values.</param>
    /// <param name="experiment">At least 2 values.</param>
    /// <exception cref="ArgumentException">A sample is too small, or a value is NaN or infinite.</exception>
    public static double CohensD(IReadOnlyList<double> control, IReadOnlyList<double> experiment)
    {
        Require.AllFinite(control, 2);
        Require.AllFinite(experiment, 2);
        SampleMoments one = SampleMoments.Of(control), two = SampleMoments.Of(experiment);
        var pooled = (one.SquaredDeviations + two.SquaredDeviations) / (one.Count + two.Count - 2);
        return pooled == 0 ? double.NaN : (two.Mean - one.Mean) / Math.Sqrt(pooled);
    }

    /// <summary>Mean of the experiment over mean of the control; NaN when the control's mean is 0.</summary>
    /// <inheritdoc cref="CommonLanguage" />
    public static double MeanRatio(IReadOnlyList<double> control, IReadOnlyList<double> experiment)
    {
        Require.AllFinite(control, 1);
        Require.AllFinite(experiment, 1);
        var baseline = control.Average();
        return baseline == 0 ? double.NaN : experiment.Average() / baseline;
    }
}

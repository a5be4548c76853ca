namespace ControlPlane.Domain.Analysis.Means;

/// <summary>
/// Difference of two means with its standard error, on one scale; the common currency of every verdict.
/// Positive = the treatment has more of the metric.
/// </summary>
/// <param name="Effect">Treatment minus control, on the scale chosen; NaN where undefined (relative to a mean of 0).</param>
/// <param name="StandardError">Standard error of the effect, same units, at least 0.</param>
/// <param name="DegreesOfFreedom">Welch–Satterthwaite degrees of freedom; infinite where the variance counts as known.</param>
public readonly record struct EffectEstimate(double Effect, double StandardError, double DegreesOfFreedom)
{
    /// <summary>Effect in standard errors; NaN where both are 0.</summary>
    public double Standardised => Effect / StandardError;

    /// <summary>
    /// Difference of means. Absolute: mB − mA, variance vA/nA + vB/nB.
    /// Relative, by the delta method: (mB − mA)/|mA|, variance vB/(nB·mA²) + vA·mB²/(nA·mA⁴);
    /// the absolute value keeps the sign when the baseline is negative.
    /// Degrees of freedom as Welch's on either scale. Source: B. L. Welch (1947); A. Deng et al., "Applying the delta method in metric analytics" (2018).
    /// </summary>
    public static EffectEstimate Between(MetricSample control, MetricSample treatment, EffectScale scale)
    {
        var degrees = WelchDegrees(control, treatment);
        var difference = treatment.Mean - control.Mean;
        if (scale == EffectScale.Absolute)
            return new(difference, Math.Sqrt(control.VarianceOfMean + treatment.VarianceOfMean), degrees);

        var square = control.Mean * control.Mean;
        var variance = (treatment.VarianceOfMean / square) + (control.VarianceOfMean * (treatment.Mean * treatment.Mean / square) / square);
        return control.Mean == 0 ? new(double.NaN, double.NaN, degrees) : new(difference / Math.Abs(control.Mean), Math.Sqrt(variance), degrees);
    }

    // (a+b)² / (a²/(nA−1) + b²/(nB−1)) with a, b the squared standard errors of the means.
    private static double WelchDegrees(MetricSample control, MetricSample treatment)
    {
        double a = control.VarianceOfMean, b = treatment.VarianceOfMean;
        return (a + b) * (a + b) / ((a * a / (control.Count - 1)) + (b * b / (treatment.Count - 1)));
    }
}

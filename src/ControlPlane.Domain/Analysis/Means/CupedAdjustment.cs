namespace ControlPlane.Domain.Analysis.Means;

/// <summary>
/// CUPED: takes from a metric what a covariate measured before exposure already explains; variance falls by 1 − r².
/// θ = Cov(Y, X)/Var(X) over both arms, the same for both; θ = 0 where X is constant.
/// Source: A. Deng, Y. Xu, R. Kohavi, T. Walker, "Improving the sensitivity of online controlled experiments by utilizing pre-experiment data" (WSDM 2013). Immutable.
/// </summary>
public sealed class CupedAdjustment
{
    private readonly PairedMoments _control;
    private readonly PairedMoments _treatment;

    /// <summary>Adjusts two arms.</summary>
    /// <param name="control">Metric first, covariate second; at least 2 units.</param>
    /// <param name="treatment">The same for the other arm.</param>
    /// <exception cref="ArgumentOutOfRangeException">An arm has fewer than 2 units.</exception>
    public CupedAdjustment(PairedMoments control, PairedMoments treatment)
    {
        Require.AtLeast(2, control.Count, nameof(control));
        Require.AtLeast(2, treatment.Count, nameof(treatment));
        (_control, _treatment) = (control, treatment);
        var together = control.Plus(treatment);
        Theta = together.Second.SquaredDeviations == 0 ? 0 : together.CoMoment / together.Second.SquaredDeviations;
    }

    /// <summary>θ, units of the metric per unit of the covariate.</summary>
    public double Theta { get; }

    /// <summary>The effect without adjustment.</summary>
    public EffectEstimate Unadjusted(EffectScale scale) =>
        EffectEstimate.Between(_control.First.ToSample(), _treatment.First.ToSample(), scale);

    /// <summary>
    /// The adjusted effect. Absolute: difference of Y − θX, variance per arm VY + θ²VX − 2θ·Cov.
    /// Relative: divided by |mean of Y in control|, whose own uncertainty moves with the numerator:
    /// control part (VY·r² − 2θ·Cov·r + θ²·VX)/nA with r = mB/mA.
    /// </summary>
    public EffectEstimate Adjusted(EffectScale scale)
    {
        var absolute = EffectEstimate.Between(SampleOf(_control), SampleOf(_treatment), EffectScale.Absolute);
        if (scale == EffectScale.Absolute)
            return absolute;

        var baseline = _control.First.Mean;
        if (baseline == 0)
            return new(double.NaN, double.NaN, absolute.DegreesOfFreedom);

        var ratio = _treatment.First.Mean / baseline;
        var control = ((_control.First.Variance * ratio * ratio) - (2 * Theta * _control.Covariance * ratio)
            + (Theta * Theta * _control.Second.Variance)) / _control.Count;
        var error = Math.Sqrt(Math.Max(0, SampleOf(_treatment).VarianceOfMean + control)) / Math.Abs(baseline);
        return new(absolute.Effect / Math.Abs(baseline), error, absolute.DegreesOfFreedom);
    }

    private MetricSample SampleOf(PairedMoments arm) => new(
        arm.Count,
        arm.First.Mean - (Theta * arm.Second.Mean),
        Math.Max(0, arm.First.Variance + (Theta * Theta * arm.Second.Variance) - (2 * Theta * arm.Covariance)));
}

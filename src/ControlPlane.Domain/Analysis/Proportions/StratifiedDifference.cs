namespace ControlPlane.Domain.Analysis.Proportions;

/// <summary>
/// Difference of two shares over periods with different splits, treatment minus control.
/// Pooling across a ramp can turn the sign round (Simpson's paradox), so each period is compared within itself and the differences are weighted by its units.
/// Source: T. Crook, B. Frasca, R. Kohavi, R. Longbotham, "Seven pitfalls to avoid when running controlled experiments on the web" (2009). Immutable.
/// </summary>
/// <param name="Pooled">What pooling would say; shown as a warning only.</param>
/// <param name="PerPeriod">Difference within each period.</param>
/// <param name="Stratified">Mean of these, weighted by the period's units.</param>
/// <param name="StandardError">Standard error of the stratified difference.</param>
public sealed record StratifiedDifference(double Pooled, IReadOnlyList<double> PerPeriod, double Stratified, double StandardError)
{
    /// <summary>Compares period by period.</summary>
    /// <exception cref="ArgumentException">There is no period.</exception>
    public static StratifiedDifference Of(IReadOnlyList<(ProportionSample Control, ProportionSample Treatment)> periods)
    {
        if (periods.Count == 0)
            throw new ArgumentException("needs at least 1 period", nameof(periods));

        var units = periods.Sum(period => (double)period.Control.Trials + period.Treatment.Trials);
        var differences = periods.Select(period => period.Treatment.Share - period.Control.Share).ToArray();
        var weights = periods.Select(period => (period.Control.Trials + period.Treatment.Trials) / units).ToArray();
        var variance = periods.Zip(weights).Sum(pair => pair.Second * pair.Second * (VarianceOf(pair.First.Control) + VarianceOf(pair.First.Treatment)));
        var control = periods.Select(period => period.Control).Aggregate((sum, sample) => sum.Plus(sample));
        var treatment = periods.Select(period => period.Treatment).Aggregate((sum, sample) => sum.Plus(sample));
        return new(
            treatment.Share - control.Share,
            differences,
            differences.Zip(weights).Sum(pair => pair.First * pair.Second),
            Math.Sqrt(variance));
    }

    private static double VarianceOf(ProportionSample sample) => sample.Share * (1 - sample.Share) / sample.Trials;
}

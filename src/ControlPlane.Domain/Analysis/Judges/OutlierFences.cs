using ControlPlane.Domain.Analysis.Quantiles;

namespace ControlPlane.Domain.Analysis.Judges;

/// <summary>
/// Tukey's fences: values beyond the quartiles by more than a factor of their distance are outliers. Immutable.
/// </summary>
/// <param name="Lower">Values below are outliers.</param>
/// <param name="Upper">Values above are outliers.</param>
public readonly record struct OutlierFences(double Lower, double Upper)
{
    /// <summary>Fences by the quartiles alone (definition 7).</summary>
    /// <param name="values">At least one finite value.</param>
    /// <param name="factor">1.5 by custom, above 0.</param>
    public static OutlierFences Of(IReadOnlyList<double> values, double factor)
    {
        double first = Quantile.Linear(values, 0.25), third = Quantile.Linear(values, 0.75);
        var reach = Require.Positive(factor) * (third - first);
        return new(first - reach, third + reach);
    }

    /// <summary>The same, never inside the 1st and 99th percentile: what a canary judge uses, with factor 3.</summary>
    /// <inheritdoc cref="Of" />
    public static OutlierFences Widened(IReadOnlyList<double> values, double factor)
    {
        var fences = Of(values, factor);
        return new(Math.Min(fences.Lower, Quantile.Linear(values, 0.01)), Math.Max(fences.Upper, Quantile.Linear(values, 0.99)));
    }

    /// <summary>Whether a value lies beyond a fence.</summary>
    public bool IsOutlier(double value) => value < Lower || value > Upper;
}

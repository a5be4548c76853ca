namespace ControlPlane.Domain.Analysis.Quality;

/// <summary>One number about a version's answers, judged by their labels. Immutable.</summary>
/// <param name="Value">The estimate; null when it is not estimable.</param>
/// <param name="Interval">95 % interval; not estimable where the data cannot give one.</param>
/// <param name="Units">Labelled answers it rests on; answers for the coverage.</param>
/// <param name="WhyNot">Why there is no estimate; null when there is one.</param>
public sealed record QualityEstimate(double? Value, ConfidenceInterval Interval, long Units, string? WhyNot)
{
    /// <summary>Confidence of every interval.</summary>
    public const double Confidence = 0.95;

    /// <summary>There is no estimate.</summary>
    public static QualityEstimate NotEstimable(long units, string because) => new(null, ConfidenceInterval.NotEstimable, units, because);

    /// <summary>An estimate with its interval cut at the ends of what is possible.</summary>
    internal static QualityEstimate Within(double value, double halfWidth, double least, double most, long units) =>
        new(value, new(Math.Max(least, value - halfWidth), Math.Min(most, value + halfWidth)), units, null);
}

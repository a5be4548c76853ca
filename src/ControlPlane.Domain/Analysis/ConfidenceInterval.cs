namespace ControlPlane.Domain.Analysis;

/// <summary>
/// Closed interval for a quantity, in the quantity's own units; a limit that the data cannot give is infinite.
/// Both limits are NaN when nothing is estimable.
/// </summary>
/// <param name="Lower">Smallest plausible value, included.</param>
/// <param name="Upper">Largest plausible value, included.</param>
public readonly record struct ConfidenceInterval(double Lower, double Upper)
{
    /// <summary>Nothing can be said.</summary>
    public static ConfidenceInterval NotEstimable { get; } = new(double.NaN, double.NaN);

    /// <summary>False when the limits are NaN.</summary>
    public bool IsEstimable => !double.IsNaN(Lower) && !double.IsNaN(Upper);

    /// <summary>The interval a half-width around a centre.</summary>
    public static ConfidenceInterval Around(double centre, double halfWidth) => new(centre - halfWidth, centre + halfWidth);

    /// <summary>Whether a value is plausible; false for every value when nothing is estimable.</summary>
    public bool Contains(double value) => value >= Lower && value <= Upper;
}

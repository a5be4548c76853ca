namespace ControlPlane.Vectors.Reading;

/// <summary>How near a number must come.</summary>
/// <param name="Kind">The comparison.</param>
/// <param name="Amount">Its allowance, at least 0.</param>
public readonly record struct Tolerance(ToleranceKind Kind, double Amount)
{
    /// <summary>Whether a number is near enough; NaN is near to NaN only, an infinity to itself only.</summary>
    public bool Allows(double got, double want)
    {
        if (double.IsNaN(want) || double.IsNaN(got))
            return double.IsNaN(want) && double.IsNaN(got);
        if (double.IsInfinity(want) || double.IsInfinity(got))
            return got.Equals(want);

        return Math.Abs(got - want) <= Allowance(want);
    }

    /// <summary>Whether a number stays below a bound, give or take the tolerance.</summary>
    public bool AllowsAtMost(double got, double bound) => got <= bound + Allowance(bound);

    private double Allowance(double want) => Kind switch
    {
        ToleranceKind.Absolute => Amount,
        ToleranceKind.Relative => Amount * Math.Abs(want),
        ToleranceKind.Exact or ToleranceKind.Within => 0,
        _ => throw new InvalidOperationException($"Unknown tolerance kind {Kind}."),
    };
}

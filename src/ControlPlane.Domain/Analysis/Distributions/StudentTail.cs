namespace ControlPlane.Domain.Analysis.Distributions;

/// <summary>
/// Student's t distribution by its tails: P(|T| &gt; t) = I(ν/(ν+t²); ν/2, ½).
/// Degrees of freedom may be fractional, as Welch's are; infinite degrees give the normal distribution. Stateless.
/// </summary>
public static class StudentTail
{
    // From here on the two distributions agree to 1e-15, and the fraction would only be slow.
    private const double NormalFrom = 1e15;

    /// <summary>P(T &gt; t).</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degreesOfFreedom">Above 0; may be infinite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not above 0.</exception>
    public static double Above(double t, double degreesOfFreedom)
    {
        if (double.IsNaN(t) || double.IsNaN(degreesOfFreedom))
            return double.NaN;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        if (degreesOfFreedom >= NormalFrom)
            return NormalTail.Above(t);

        var square = t * t;
        var tail = double.IsInfinity(square)
            ? 0
            : BetaTail.BelowOfParts(degreesOfFreedom / (degreesOfFreedom + square), square / (degreesOfFreedom + square), degreesOfFreedom / 2, 0.5) / 2;
        return t >= 0 ? tail : 1 - tail;
    }

    /// <summary>The t with P(T &gt; t) = share.</summary>
    /// <param name="share">Inside (0, 1).</param>
    /// <param name="degreesOfFreedom">Above 0; may be infinite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static double UpperQuantile(double share, double degreesOfFreedom)
    {
        Require.InsideUnit(share);
        if (degreesOfFreedom >= NormalFrom)
            return NormalTail.UpperQuantile(share);
        if (share == 0.5)
            return 0;
        if (share > 0.5)
            return -UpperQuantile(1 - share, degreesOfFreedom);

        return MonotoneRoot.Above(0, 1, t => Math.Log(Above(t, degreesOfFreedom) / share));
    }

    /// <summary>p-value of a t statistic.</summary>
    public static double PValue(double t, double degreesOfFreedom, Alternative alternative) => alternative switch
    {
        Alternative.TwoSided => Math.Min(1, 2 * Above(Math.Abs(t), degreesOfFreedom)),
        Alternative.Greater => Above(t, degreesOfFreedom),
        Alternative.Less => Above(-t, degreesOfFreedom),
        _ => throw new ArgumentOutOfRangeException(nameof(alternative), alternative, "unknown alternative"),
    };
}

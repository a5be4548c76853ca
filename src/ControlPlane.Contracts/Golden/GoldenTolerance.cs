namespace ControlPlane.Contracts.Golden;

/// <summary>How far a fraction may be from what is expected: |got − expected| ≤ absolute + relative × |expected|, the limit itself included. Immutable.</summary>
public sealed record GoldenTolerance
{
    /// <summary>One in ten thousand: other processors sum in another order.</summary>
    public const double Usual = 1e-4;

    /// <summary>In the unit of the output; null for <see cref="Usual"/>.</summary>
    public double? Absolute { get; init; }

    /// <summary>As a share of the expected value; null for <see cref="Usual"/>.</summary>
    public double? Relative { get; init; }

    /// <summary>Whether a value is as expected; NaN is NaN only, and an infinity is the same infinity only.</summary>
    public bool Allows(double expected, double got) =>
        expected.Equals(got) || (double.IsFinite(expected) && Math.Abs(got - expected) <= (Absolute ?? Usual) + ((Relative ?? Usual) * Math.Abs(expected)));
}

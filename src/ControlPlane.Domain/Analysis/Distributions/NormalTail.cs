using MathNet.Numerics;

namespace ControlPlane.Domain.Analysis.Distributions;

/// <summary>
/// The standard normal distribution by its tails.
/// Everything goes through the complementary error function, because 1 − Φ(z) loses all digits beyond z ≈ 8. Stateless.
/// </summary>
public static class NormalTail
{
    private const double InverseRootTwoPi = 0.39894228040143267794;
    private static readonly double RootTwo = Math.Sqrt(2);

    /// <summary>Density φ(z).</summary>
    public static double Density(double z) => InverseRootTwoPi * Math.Exp(-z * z / 2);

    /// <summary>P(Z ≤ z) = ½·erfc(−z/√2), accurate relative to itself in the lower tail.</summary>
    public static double Below(double z) => SpecialFunctions.Erfc(-z / RootTwo) / 2;

    /// <summary>P(Z &gt; z) = ½·erfc(z/√2), accurate relative to itself in the upper tail.</summary>
    public static double Above(double z) => SpecialFunctions.Erfc(z / RootTwo) / 2;

    /// <summary>P(|Z| &gt; |z|) = erfc(|z|/√2).</summary>
    public static double Outside(double z) => SpecialFunctions.Erfc(Math.Abs(z) / RootTwo);

    /// <summary>The z with P(Z &gt; z) = share; falls as the share grows.</summary>
    /// <param name="share">Inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not inside (0, 1).</exception>
    public static double UpperQuantile(double share) => RootTwo * SpecialFunctions.ErfcInv(2 * Require.InsideUnit(share));

    /// <summary>The z of a two-sided interval: P(|Z| &gt; z) = 1 − confidence, such as 1.96 for 0.95.</summary>
    /// <param name="confidence">Inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not inside (0, 1).</exception>
    public static double TwoSidedQuantile(double confidence) => UpperQuantile((1 - Require.InsideUnit(confidence)) / 2);

    /// <summary>p-value of a z statistic.</summary>
    public static double PValue(double z, Alternative alternative) => alternative switch
    {
        Alternative.TwoSided => Outside(z),
        Alternative.Greater => Above(z),
        Alternative.Less => Below(z),
        _ => throw new ArgumentOutOfRangeException(nameof(alternative), alternative, "unknown alternative"),
    };
}

using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.SampleRatios;

/// <summary>
/// Sample-ratio mismatch at a planned look: χ² = Σ (Oᵢ−Eᵢ)²/Eᵢ, Eᵢ = N·wᵢ/Σw, over the arms with a weight.
/// For a page that is watched use <see cref="Sequences.ShareSequence"/> with the same threshold.
/// Source: A. Fabijan et al., "Diagnosing sample ratio mismatch in online controlled experiments" (KDD 2019). Stateless.
/// </summary>
public static class SampleRatioTest
{
    /// <summary>p-value below which the split counts as wrong.</summary>
    public const double DefaultThreshold = 0.001;

    /// <summary>Units per arm below which no alarm is raised.</summary>
    public const long LeastUnitsPerArm = 8;

    /// <summary>Tests counts of assigned units against the split's weights.</summary>
    /// <param name="observed">Units per arm, at least 0.</param>
    /// <param name="weights">Weights in the same order and any unit, at least 0; arms with weight 0 leave both the sum and the degrees of freedom.</param>
    /// <exception cref="ArgumentException">The lists differ in length, hold impossible numbers, or fewer than two arms have a weight.</exception>
    public static TestResult ChiSquare(IReadOnlyList<long> observed, IReadOnlyList<double> weights)
    {
        Require.Weights(weights, 2);
        Require.SameLength(weights, observed);
        var arms = observed.Zip(weights, (units, weight) => (Units: Require.AtLeast(0, units, nameof(observed)), Weight: weight))
            .Where(arm => arm.Weight > 0).ToArray();
        if (arms.Length < 2)
            throw new ArgumentException("needs at least 2 arms with a weight above 0", nameof(weights));

        double all = arms.Sum(arm => (double)arm.Units), whole = arms.Sum(arm => arm.Weight);
        if (all == 0)
            return new(0, 1) { DegreesOfFreedom = arms.Length - 1 };

        var statistic = arms.Sum(arm => Math.Pow(arm.Units - (all * arm.Weight / whole), 2) / (all * arm.Weight / whole));
        return new(statistic, ChiSquareTail.Above(statistic, arms.Length - 1)) { DegreesOfFreedom = arms.Length - 1 };
    }
}

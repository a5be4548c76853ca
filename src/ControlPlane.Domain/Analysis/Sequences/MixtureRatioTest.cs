namespace ControlPlane.Domain.Analysis.Sequences;

/// <summary>
/// Mixture sequential probability ratio test (mSPRT) of a normal effect d with variance V against a N(0, τ²) prior on the effect:
/// Λ = √(V/(V+τ²))·exp(τ²d²/(2V(V+τ²))).
/// The same as the normal mixture with ρ = V_unit/τ²; kept because the field quotes τ.
/// Source: Johari, Koomen, Pekelis, Walsh, "Always valid inference" (2022). Stateless.
/// </summary>
public static class MixtureRatioTest
{
    /// <summary>The evidence of an effect.</summary>
    /// <param name="effect">d, any finite number.</param>
    /// <param name="varianceOfEffect">V, in squared units of d, above 0.</param>
    /// <param name="mixingVariance">τ², in squared units of d, above 0; fix it before the test.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static EValue Evidence(double effect, double varianceOfEffect, double mixingVariance)
    {
        Require.Finite(effect);
        Require.Positive(varianceOfEffect);
        Require.Positive(mixingVariance);
        var total = varianceOfEffect + mixingVariance;
        return new((0.5 * Math.Log(varianceOfEffect / total)) + (mixingVariance * effect * effect / (2 * varianceOfEffect * total)));
    }
}

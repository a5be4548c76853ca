using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Sequences;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>Half-widths of one frozen normal mixture at any level; <see cref="MeanSequence"/> tunes itself to its own level. Immutable.</summary>
/// <param name="sequence">The mixture, tuned before the start.</param>
/// <param name="units">Units of both arms now, above 0.</param>
internal sealed class WatchedWidth(MeanSequence sequence, double units)
{
    private readonly double _information = units * sequence.Rho * sequence.Rho;

    /// <summary>Half-width in standard errors.</summary>
    public double At(double alpha) =>
        Math.Sqrt(2 * (_information + 1) / _information * ((0.5 * Math.Log(_information + 1)) - Math.Log(alpha)));

    /// <summary>Evidence that an effect is not 0.</summary>
    public EValue Evidence(EffectEstimate effect) => effect.StandardError > 0 ? sequence.Evidence(effect, units) : EValue.Neutral;
}

namespace ControlPlane.Domain.Analysis.Judges;

/// <summary>
/// Effect sizes that a significant move must reach before it counts.
/// The neutral gate (1 to 1, or ½ to ½) lets every significant move count, so set one.
/// </summary>
/// <param name="Decrease">A fall counts when the effect is at most this.</param>
/// <param name="Increase">A rise counts when the effect is at least this.</param>
public readonly record struct EffectGate(double Decrease, double Increase);

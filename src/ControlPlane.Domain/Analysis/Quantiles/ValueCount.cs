namespace ControlPlane.Domain.Analysis.Quantiles;

/// <summary>A value and how often it occurred; a bin of a sketch is one, too.</summary>
/// <param name="Value">Finite.</param>
/// <param name="Count">At least 1.</param>
public readonly record struct ValueCount(double Value, long Count);

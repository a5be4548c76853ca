namespace ControlPlane.Domain.Drift;

/// <summary>One bin of a feature, then and now. Immutable.</summary>
/// <param name="Label">Which values it holds.</param>
/// <param name="Reference">Rows of the reference.</param>
/// <param name="Current">Rows of the window.</param>
public sealed record HistogramBin(string Label, long Reference, long Current);

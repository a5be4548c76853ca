namespace ControlPlane.Data.Telemetry;

/// <summary>Everything one variant did, step by step. Immutable.</summary>
/// <param name="Variant">Name of the variant.</param>
/// <param name="Version">Its version.</param>
/// <param name="RouteRevision">The route revision; null when all are together.</param>
/// <param name="Windows">One per step, in order; null where nothing was counted: a gap, not a zero. Without bins of latency and sums by cell, which only whole windows have.</param>
public sealed record WindowSeriesRow(string Variant, int Version, long? RouteRevision, IReadOnlyList<WindowRow?> Windows);

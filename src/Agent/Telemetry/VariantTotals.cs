using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Totals of one variant since the start of the process, for the metrics page.</summary>
/// <param name="Endpoint">The endpoint asked.</param>
/// <param name="Variant">The variant.</param>
/// <param name="Version">Its version.</param>
/// <param name="Role">Its role.</param>
/// <param name="Counts">The totals; not to be changed.</param>
internal sealed record VariantTotals(string Endpoint, string Variant, int Version, VariantRole Role, VariantCounts Counts);

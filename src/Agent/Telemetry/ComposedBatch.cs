using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>A batch and where its buckets wait for the receipt.</summary>
/// <param name="Batch">What is sent.</param>
/// <param name="Segments">The segments its buckets are in.</param>
internal sealed record ComposedBatch(TelemetryBatch Batch, IReadOnlyList<TelemetrySegment> Segments);

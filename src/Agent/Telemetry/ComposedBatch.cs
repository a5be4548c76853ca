using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>A batch and where its buckets wait for the receipt.</summary>
/// <param name="Segment">The segment its buckets are in.</param>
/// <param name="Batch">What is sent.</param>
internal sealed record ComposedBatch(TelemetrySegment Segment, TelemetryBatch Batch);

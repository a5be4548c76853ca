using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>A bucket that is not yet acknowledged.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="JsonBytes">Its length as JSON.</param>
internal sealed record PendingBucket(TelemetryBucket Bucket, int JsonBytes);

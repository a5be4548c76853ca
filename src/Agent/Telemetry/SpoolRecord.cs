using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>One harvest as it lies on the disk. Immutable.</summary>
/// <param name="Buckets">The buckets.</param>
/// <param name="Lifetime">Totals of their variants since the start of the boot.</param>
/// <param name="Dropped">What the boot had thrown away by then.</param>
internal sealed record SpoolRecord(
    IReadOnlyList<TelemetryBucket> Buckets,
    IReadOnlyList<LifetimeCounter> Lifetime,
    IReadOnlyList<LifetimeCounter> Dropped);

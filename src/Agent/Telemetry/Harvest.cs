using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>What the recorders held, as buckets. Immutable.</summary>
/// <param name="BootId">The boot, or the generation of it, that the buckets belong to.</param>
/// <param name="Buckets">Absolute totals; a bucket that was given before comes with a higher revision.</param>
/// <param name="Lifetime">Totals of every variant since the start of the boot.</param>
internal sealed record Harvest(string BootId, IReadOnlyList<TelemetryBucket> Buckets, IReadOnlyList<LifetimeCounter> Lifetime);

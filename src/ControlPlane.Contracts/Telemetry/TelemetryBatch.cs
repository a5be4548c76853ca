namespace ControlPlane.Contracts.Telemetry;

/// <summary>Some buckets of one boot of one agent. Immutable.</summary>
public sealed record TelemetryBatch
{
    /// <summary>Largest batch the hub takes, bytes of JSON; larger ones go by HTTP.</summary>
    public const int HubLimit = 24 * 1024;

    /// <summary>The boot the buckets belong to; an agent also delivers what earlier boots left on its disk.</summary>
    public required string BootId { get; init; }

    /// <summary>Counts batches of this boot, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>
    /// Start of the oldest bucket of this boot that is not yet acknowledged, Unix seconds.
    /// Any bucket that starts before it has been committed, so a late copy is a duplicate.
    /// </summary>
    public required long OldestPending { get; init; }

    /// <summary>In no particular order.</summary>
    public required IReadOnlyList<TelemetryBucket> Buckets { get; init; }

    /// <summary>Totals since the start of the boot, taken when the batch was made.</summary>
    public required IReadOnlyList<LifetimeCounter> Lifetime { get; init; }

    /// <summary>
    /// Totals since the start of the boot that the agent had to throw away before they were acknowledged, because its disk and memory were full;
    /// the sum of committed buckets must equal <see cref="Lifetime"/> less these. Empty when nothing was.
    /// </summary>
    public IReadOnlyList<LifetimeCounter> Dropped { get; init; } = [];

    /// <summary>The agent's clock when it sent this.</summary>
    public required DateTimeOffset SentAt { get; init; }
}

namespace ControlPlane.Domain.Rollouts;

/// <summary>How fast the way back was. All null while there was none. Immutable.</summary>
/// <param name="HarmedAt">When the first bad answer of the window was given, as far as an agent knows.</param>
/// <param name="DetectedAt">When a guard or an analysis found the harm.</param>
/// <param name="DecidedAt">When the rollback was decided here.</param>
/// <param name="PublishedAt">When its table was committed.</param>
/// <param name="AcknowledgedAt">When the last reachable agent was back on the stable version.</param>
public sealed record RolloutTimings(
    DateTimeOffset? HarmedAt = null,
    DateTimeOffset? DetectedAt = null,
    DateTimeOffset? DecidedAt = null,
    DateTimeOffset? PublishedAt = null,
    DateTimeOffset? AcknowledgedAt = null);

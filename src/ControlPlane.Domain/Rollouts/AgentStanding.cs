using ControlPlane.Contracts.Agents;

namespace ControlPlane.Domain.Rollouts;

/// <summary>What a rollout has to know of one agent of its pool. Immutable.</summary>
public sealed record AgentStanding
{
    /// <summary>The agent's id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it was heard of lately.</summary>
    public required bool IsReachable { get; init; }

    /// <summary>The endpoint's route revision in force on it; 0 when it has none.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>By this control plane's clock: everything the agent counted earlier was committed when it was last heard of; null when it did not say.</summary>
    public DateTimeOffset? CommittedUntil { get; init; }

    /// <summary>How far its clock is ahead of this control plane's; below zero behind.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>How far it is with the versions of the endpoint's model, by number.</summary>
    public IReadOnlyDictionary<int, LoadedVersion> Versions { get; init; } = new Dictionary<int, LoadedVersion>();

    /// <summary>Guards tripped on it at the endpoint.</summary>
    public IReadOnlyList<TripReport> Trips { get; init; } = [];
}

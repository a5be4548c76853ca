using ControlPlane.Contracts.Routing;

namespace ControlPlane.Domain.Endpoints;

/// <summary>What an active rollout adds to an endpoint's routing beside the weights. Immutable.</summary>
public sealed record RoutingOverlay
{
    /// <summary>Nothing is added.</summary>
    public static RoutingOverlay None { get; } = new();

    /// <summary>Where versions are held ready; a version of a variant that is not named here is held ready by every agent.</summary>
    public IReadOnlyList<VersionPlacement> Placements { get; init; } = [];

    /// <summary>Tried in order before the default split.</summary>
    public IReadOnlyList<RoutingRule> Rules { get; init; } = [];

    /// <summary>Challengers that receive copies.</summary>
    public IReadOnlyList<ShadowRouting> Shadows { get; init; } = [];

    /// <summary>Agents that answer otherwise than the rest; disjoint.</summary>
    public IReadOnlyList<AgentCohort> Cohorts { get; init; } = [];

    /// <summary>True while the endpoint deliberately does not answer.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>In place of the endpoint's own; null means the endpoint's own.</summary>
    public GuardLimits? Guards { get; init; }

    /// <summary>In place of the endpoint's own; null means the endpoint's own.</summary>
    public FallbackAnswer? Fallback { get; init; }

    /// <summary>What is assigned to a variant.</summary>
    public AssignmentUnit Assignment { get; init; } = AssignmentUnit.Caller;

    /// <summary>Id of the rollout whose shape the endpoint took last; it changes nothing for callers, and stays when the rollout has ended. Null when there was none.</summary>
    public string? Rollout { get; init; }

    /// <summary>Nothing is added, and the origin still known.</summary>
    public RoutingOverlay Cleared() => None with { Rollout = Rollout };
}

namespace ControlPlane.Contracts.Routing;

/// <summary>How agents answer one inference endpoint. Immutable.</summary>
public sealed record EndpointRouting
{
    /// <summary>The stable name callers use.</summary>
    public required string Name { get; init; }

    /// <summary>The registered model whose versions answer.</summary>
    public required string Model { get; init; }

    /// <summary>Rises only when this endpoint's routing changes; telemetry and evidence are keyed by it.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>Salt of the sticky hash; one per rollout, so that the same callers are not always the first.</summary>
    public required string Salt { get; init; }

    /// <summary>Where the routing key comes from.</summary>
    public RoutingKeySource RoutingKey { get; init; } = RoutingKeySource.Default;

    /// <summary>Name of the variant that serves the stable version.</summary>
    public required string StableVariant { get; init; }

    /// <summary>Every variant, in an order that never changes while it lives.</summary>
    public required IReadOnlyList<VariantRouting> Variants { get; init; }

    /// <summary>Tried in order before the default split.</summary>
    public IReadOnlyList<RoutingRule> Rules { get; init; } = [];

    /// <summary>Challengers that receive copies.</summary>
    public IReadOnlyList<ShadowRouting> Shadows { get; init; } = [];

    /// <summary>Null means that the stable variant answers in place of one that cannot.</summary>
    public FallbackAnswer? Fallback { get; init; }

    /// <summary>Null means that no guard runs on the agent.</summary>
    public GuardLimits? Guards { get; init; }

    /// <summary>What is assigned to a variant.</summary>
    public AssignmentUnit Assignment { get; init; } = AssignmentUnit.Caller;

    /// <summary>True while the endpoint deliberately does not answer: it refuses, or gives a constant <see cref="Fallback"/>.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Agents that answer otherwise than <see cref="Variants"/> say; disjoint.</summary>
    public IReadOnlyList<AgentCohort> Cohorts { get; init; } = [];

    /// <summary>Whether the outputs of both variants are kept where a shadow disagrees; false keeps labels and numbers only.</summary>
    public bool RecordsAnswers { get; init; } = true;

    /// <summary>What a reward for its answers may be; null means any finite number.</summary>
    public RewardLimits? RewardLimits { get; init; }

    /// <summary>Id of the rollout that gave the endpoint this routing, so that traces can name it; null when a person did, or none was needed.</summary>
    public string? Rollout { get; init; }

    /// <summary>Attributes whose values telemetry counts, at most 3.</summary>
    public IReadOnlyList<string> SegmentAttributes { get; init; } = [];
}

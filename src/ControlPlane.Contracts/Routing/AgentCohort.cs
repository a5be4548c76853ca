namespace ControlPlane.Contracts.Routing;

/// <summary>
/// Agents that answer one endpoint otherwise than the rest of their pool, as in a rolling update or a canary on a few agents.
/// An agent belongs to at most one cohort of an endpoint; see <see cref="AgentView"/>. Immutable.
/// </summary>
public sealed record AgentCohort
{
    /// <summary>Unique at its endpoint, for people and logs.</summary>
    public required string Name { get; init; }

    /// <summary>Ids of the agents, at least one.</summary>
    public required IReadOnlyList<string> Agents { get; init; }

    /// <summary>The default split on these agents, which covers all 10,000 buckets.</summary>
    public required IReadOnlyList<VariantBuckets> Split { get; init; }

    /// <summary>The variant that answers here in place of one that cannot; null means the endpoint's.</summary>
    public string? StableVariant { get; init; }

    /// <summary>True while the endpoint deliberately does not answer on these agents.</summary>
    public bool IsSuspended { get; init; }
}

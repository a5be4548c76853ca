namespace ControlPlane.Contracts.Routing;

/// <summary>
/// What a pool's table says to one of its agents. All agents take the same sealed table, so there is one revision, one digest and one acknowledgement;
/// each reads its own view of it. Pure, the same at both ends.
/// </summary>
public static class AgentView
{
    /// <summary>The table without cohorts: endpoints answer as the agent's cohort says, and only its own versions are prepared.</summary>
    /// <param name="table">A sound table of the agent's pool.</param>
    /// <param name="agentId">Id of the agent.</param>
    public static RoutingTable Of(RoutingTable table, string agentId)
    {
        if (table.Endpoints.All(e => e.Cohorts.Count == 0) && table.Prepare.All(p => p.OnlyAgents is null && p.ExceptAgents.Count == 0))
            return table;
        return table with
        {
            Prepare = [.. table.Prepare.Where(p => p.IsFor(agentId)).Select(p => p with { OnlyAgents = null, ExceptAgents = [] })],
            Endpoints = [.. table.Endpoints.Select(e => Of(e, agentId))],
        };
    }

    /// <summary>The endpoint as one agent answers it.</summary>
    public static EndpointRouting Of(EndpointRouting endpoint, string agentId)
    {
        if (endpoint.Cohorts.Count == 0)
            return endpoint;
        if (endpoint.Cohorts.FirstOrDefault(c => c.Agents.Contains(agentId, StringComparer.Ordinal)) is not { } cohort)
            return endpoint with { Cohorts = [] };
        return endpoint with
        {
            Cohorts = [],
            IsSuspended = cohort.IsSuspended,
            StableVariant = cohort.StableVariant ?? endpoint.StableVariant,
            Variants = [.. endpoint.Variants.Select(v => In(cohort, v))],
        };
    }

    private static VariantRouting In(AgentCohort cohort, VariantRouting variant)
    {
        var buckets = cohort.Split.FirstOrDefault(s => s.Variant == variant.Name)?.Buckets ?? [];
        return variant with { Buckets = buckets, Weight = buckets.Sum(b => b.Count) };
    }
}

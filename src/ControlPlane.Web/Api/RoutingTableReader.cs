using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Routing;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Api.Resources;

namespace ControlPlane.Web.Api;

/// <summary>Finds an endpoint's part of published tables. A singleton, thread-safe.</summary>
internal sealed class RoutingTableReader(RoutingTableQueries tables, AgentQueries agents)
{
    /// <summary>From the pool's newest table, or from the one in force on an agent.</summary>
    /// <returns>Refusals: <c>agent_not_found</c>, <c>table_not_found</c>.</returns>
    public async Task<Outcome<RoutingTableResource>> ReadAsync(EndpointRow endpoint, string? agent, CancellationToken cancellation)
    {
        if (agent is null)
            return await tables.FindNewestAsync(endpoint.Pool, cancellation) is { } newest ? Open(newest, endpoint, null) : NotFound(endpoint.Pool, null);
        if (await agents.FindAsync(new AgentId(agent), cancellation) is not { } row)
            return new Refusal(AgentRefusals.NotFound, $"There is no agent '{agent}'.");
        return await tables.FindAsync(row.Pool, row.Reported.Revision, cancellation) is { } reported
            ? Open(reported, endpoint, agent)
            : NotFound(row.Pool, row.Reported.Revision);
    }

    /// <summary>From the pool's table of a revision.</summary>
    /// <returns>Refusal: <c>table_not_found</c>.</returns>
    public async Task<Outcome<RoutingTableResource>> ReadAsync(EndpointRow endpoint, long revision, CancellationToken cancellation) =>
        await tables.FindAsync(endpoint.Pool, revision, cancellation) is { } table ? Open(table, endpoint, null) : NotFound(endpoint.Pool, revision);

    private static Outcome<RoutingTableResource> Open(PublishedTable published, EndpointRow endpoint, string? agent) =>
        RoutingTableQueries.Open(published).Then<RoutingTableResource>(table => new RoutingTableResource
        {
            Pool = published.Pool,
            Epoch = published.Epoch,
            Revision = published.Revision,
            Digest = published.Digest,
            CommittedAt = published.CommittedAt,
            Agent = agent,
            Routing = table.Table.Endpoints.FirstOrDefault(e => e.Name == endpoint.Name),
            Prepare = [.. table.Table.Prepare.Where(p => p.Model == endpoint.Model)],
        });

    private static Refusal NotFound(string pool, long? revision) => new(
        ApiRefusals.TableNotFound,
        revision is null ? $"The pool '{pool}' has no routing table yet." : $"The pool '{pool}' has no routing table {revision}.");
}

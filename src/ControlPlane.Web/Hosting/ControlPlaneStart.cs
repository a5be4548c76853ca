using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Jobs;
using ControlPlane.Data.Routing;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Hosting;

/// <summary>
/// What must have happened before the first request: the data folder is open, and the newest committed tables are known.
/// A table that was committed before a crash and never pushed is published by this.
/// </summary>
internal sealed class ControlPlaneStart(
    DatabaseStart databases, RoutingTableQueries tableQueries, AgentQueries agentQueries, PublishedTables tables, AgentMembers members, FleetWatch fleet, JobFiles jobs, IdSource ids)
{
    /// <summary>Opens everything.</summary>
    /// <returns>Refusals: see <see cref="DataRefusals"/>.</returns>
    public async Task<Refusal?> OpenAsync(CancellationToken cancellation)
    {
        var opened = await databases.OpenAsync(() => new InstallationSeed(ids.NewId(), ids.NewSecret()), cancellation);
        if (opened.Refusal is { } refusal)
            return refusal;

        jobs.Prepare();
        fleet.Know(opened.Value.Ahead);
        foreach (var table in await tableQueries.ListNewestAsync(cancellation))
            tables.Put(RoutingTableQueries.Open(table).Value);
        foreach (var agent in await agentQueries.MembersAsync(cancellation))
            members.Add(agent);
        return null;
    }
}

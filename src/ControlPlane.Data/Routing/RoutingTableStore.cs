using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Audit;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Installations;
using ControlPlane.Domain.Jobs;
using ControlPlane.Domain.Routing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Routing;

/// <summary>Makes and keeps the tables of pools; inside a unit of <see cref="Writing.StateWriter"/>.</summary>
public sealed class RoutingTableStore(StateContext context)
{
    /// <summary>The pool's newest table; null when it never had one.</summary>
    public Task<PublishedTable?> FindNewestAsync(string pool, CancellationToken cancellationToken) =>
        context.PublishedTables.Where(t => t.Pool == pool).OrderByDescending(t => t.Revision).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Publishes the table that follows from the saved endpoints, with the head of the audit, unless the newest one says the same but for an older head.</summary>
    /// <returns>The pool's newest table.</returns>
    /// <exception cref="InvalidOperationException">The endpoints contradict each other: their rules were broken before.</exception>
    public async Task<PublishedTable> PublishAsync(string pool, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var installation = await context.Installations.SingleAsync(cancellationToken);
        var newest = await FindNewestAsync(pool, cancellationToken);
        if (newest is not null && await IsCurrentAsync(newest, installation, cancellationToken))
            return newest;

        var position = new TablePosition(installation.Epoch, (newest?.Revision ?? 0) + 1);
        var head = await new AuditStore(context).HeadAsync(cancellationToken);
        var next = PublishedTable.Of(await PlanAsync(pool, installation, position, head, cancellationToken), now);
        context.PublishedTables.Add(next);
        return next;
    }

    /// <summary>Publishes every pool's table anew under the installation's epoch, whether it says something new or not: for agents that are ahead of a database that was put back.</summary>
    public async Task<IReadOnlyList<PublishedTable>> PublishAllAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var installation = await context.Installations.SingleAsync(cancellationToken);
        var head = await new AuditStore(context).HeadAsync(cancellationToken);
        var published = new List<PublishedTable>();
        foreach (var pool in await context.PublishedTables.Select(t => t.Pool).Distinct().OrderBy(p => p).ToListAsync(cancellationToken))
        {
            var newest = await FindNewestAsync(pool, cancellationToken);
            var position = new TablePosition(installation.Epoch, newest!.Revision + 1);
            published.Add(PublishedTable.Of(await PlanAsync(pool, installation, position, head, cancellationToken), now));
        }

        context.PublishedTables.AddRange(published);
        return published;
    }

    /// <summary>The revision <see cref="PublishAsync"/> would answer with.</summary>
    public async Task<long> NextRevisionAsync(string pool, CancellationToken cancellationToken)
    {
        var newest = await FindNewestAsync(pool, cancellationToken);
        if (newest is null)
            return 1;
        var installation = await context.Installations.SingleAsync(cancellationToken);
        return await IsCurrentAsync(newest, installation, cancellationToken) ? newest.Revision : newest.Revision + 1;
    }

    private async Task<bool> IsCurrentAsync(PublishedTable newest, Installation installation, CancellationToken cancellationToken)
    {
        var head = RoutingTableQueries.Open(newest).Match(open => open.Table.AuditHead, _ => null);
        return (await PlanAsync(newest.Pool, installation, newest.Position, head, cancellationToken)).Digest == newest.Digest;
    }

    private async Task<SealedRoutingTable> PlanAsync(string pool, Installation installation, TablePosition position, AuditHead? head, CancellationToken cancellationToken)
    {
        var endpoints = await context.Endpoints.Where(e => e.Pool == pool).ToListAsync(cancellationToken);
        var models = endpoints.Select(e => e.Model).Distinct().ToList();
        var versions = await context.ModelVersions.AsNoTracking().Where(v => models.Contains(v.Model)).ToListAsync(cancellationToken);
        var batched = await context.BatchJobs.Where(j => j.Pool == pool && j.Phase == JobPhase.Running).Select(j => new { j.Model, j.Version }).Distinct().ToListAsync(cancellationToken);
        var facts = new PoolFacts
        {
            ClusterId = installation.ClusterId,
            Pool = pool,
            Position = position,
            Endpoints = endpoints,
            Versions = versions,
            BatchVersions = [.. batched.Where(b => models.Contains(b.Model)).Select(b => (b.Model, b.Version))],
            AuditHead = head,
        };
        return RoutingTablePlanner.Plan(facts).Match(
            table => RoutingTableCodec.Seal(table),
            refusal => throw new InvalidOperationException($"The table of pool '{pool}' cannot be made: {refusal}"));
    }
}

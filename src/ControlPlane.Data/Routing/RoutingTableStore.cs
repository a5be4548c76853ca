using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Installations;
using ControlPlane.Domain.Routing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Routing;

/// <summary>Makes and keeps the tables of pools; inside a unit of <see cref="Writing.StateWriter"/>.</summary>
public sealed class RoutingTableStore(StateContext context)
{
    /// <summary>The pool's newest table; null when it never had one.</summary>
    public Task<PublishedTable?> FindNewestAsync(string pool, CancellationToken cancellationToken) =>
        context.PublishedTables.Where(t => t.Pool == pool).OrderByDescending(t => t.Revision).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Publishes the table that follows from the saved endpoints, unless it says what the newest one says.</summary>
    /// <returns>The pool's newest table.</returns>
    /// <exception cref="InvalidOperationException">The endpoints contradict each other: their rules were broken before.</exception>
    public async Task<PublishedTable> PublishAsync(string pool, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var installation = await context.Installations.SingleAsync(cancellationToken);
        var newest = await FindNewestAsync(pool, cancellationToken);
        if (newest is not null && (await PlanAsync(pool, installation, newest.Position, cancellationToken)).Digest == newest.Digest)
            return newest;

        var position = new TablePosition(installation.Epoch, (newest?.Revision ?? 0) + 1);
        var next = PublishedTable.Of(await PlanAsync(pool, installation, position, cancellationToken), now);
        context.PublishedTables.Add(next);
        return next;
    }

    private async Task<SealedRoutingTable> PlanAsync(string pool, Installation installation, TablePosition position, CancellationToken cancellationToken)
    {
        var endpoints = await context.Endpoints.Where(e => e.Pool == pool).ToListAsync(cancellationToken);
        var models = endpoints.Select(e => e.Model).Distinct().ToList();
        var versions = await context.ModelVersions.AsNoTracking().Where(v => models.Contains(v.Model)).ToListAsync(cancellationToken);
        var facts = new PoolFacts
        {
            ClusterId = installation.ClusterId,
            Pool = pool,
            Position = position,
            Endpoints = endpoints,
            Versions = versions,
        };
        return RoutingTablePlanner.Plan(facts).Match(
            table => RoutingTableCodec.Seal(table),
            refusal => throw new InvalidOperationException($"The table of pool '{pool}' cannot be made: {refusal}"));
    }
}

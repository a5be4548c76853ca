using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Routing;
using ControlPlane.Domain.Actors;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Installations;

/// <summary>Keeps what is known of agents that are ahead of this database; inside a unit of <see cref="Writing.StateWriter"/>.</summary>
public sealed class FleetStore(StateContext context)
{
    /// <summary>Whether anything may be published.</summary>
    /// <returns>Null when it may; else <see cref="DataRefusals.BehindAgents"/>.</returns>
    public async Task<Refusal?> CheckPublishingAsync(CancellationToken cancellationToken) =>
        await context.Installations.AsNoTracking().Select(i => i.Ahead).SingleAsync(cancellationToken) is { } ahead ? RefusalOf(ahead) : null;

    /// <summary>Notes that agents are ahead.</summary>
    public async Task<FleetAhead> MarkAsync(FleetAhead seen, CancellationToken cancellationToken)
    {
        var installation = await context.Installations.SingleAsync(cancellationToken);
        if (installation.Ahead is null)
            context.Note(AuditDrafts.Behind(installation.ClusterId, seen));
        return installation.MarkBehind(seen);
    }

    /// <summary>Takes this database for the true one: publishes every pool's table under an epoch above all that agents were seen with.</summary>
    /// <param name="actor">Who wants it; it goes into the audit.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <returns>The newest table of each pool.</returns>
    public async Task<IReadOnlyList<PublishedTable>> AdoptAsync(Actor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reported = await context.Agents.AsNoTracking().Select(a => a.Reported).ToListAsync(cancellationToken);
        var installation = await context.Installations.SingleAsync(cancellationToken);
        installation.Adopt(reported.Append(installation.Ahead?.Position ?? default).Select(r => r.Epoch).Append(installation.Epoch).Max());
        context.Note(AuditDrafts.Adopted(installation.ClusterId, installation.Epoch, actor, now));
        await context.SaveChangesAsync(cancellationToken);
        return await new RoutingTableStore(context).PublishAllAsync(now, cancellationToken);
    }

    private static Refusal RefusalOf(FleetAhead ahead) => new(
        DataRefusals.BehindAgents,
        $"The agent {ahead.Agent} has table {ahead.Position} of pool {ahead.Pool}, which this database does not: it is older than its agents. Nothing is published until a newer backup is put back, or somebody adopts this database (controlplane adopt).");
}

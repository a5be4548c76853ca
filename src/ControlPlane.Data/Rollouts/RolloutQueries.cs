using ControlPlane.Domain.Rollouts;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Rollouts;

/// <summary>Reads rollouts for screens, the API and the loop. What it gives is not tracked. Thread-safe.</summary>
public sealed class RolloutQueries(IDbContextFactory<StateContext> contexts)
{
    /// <summary>The rollout; null when there is none.</summary>
    public async Task<Rollout?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Rollouts.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken);
    }

    /// <summary>Every rollout that has not ended, oldest first.</summary>
    public async Task<IReadOnlyList<Rollout>> ListActiveAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Rollouts.AsNoTracking().Where(r => r.EndedAt == null).OrderBy(r => r.CreatedAt).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Which rollouts have not ended, oldest first, without their plans: a plan that this build cannot read,
    /// such as one of a newer build, stops its own rollout and no other.
    /// </summary>
    public async Task<IReadOnlyList<RolloutName>> ListActiveIdsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Rollouts.AsNoTracking().Where(r => r.EndedAt == null).OrderBy(r => r.CreatedAt)
            .Select(r => new RolloutName(r.Id, r.Endpoint, r.Phase)).ToListAsync(cancellationToken);
    }

    /// <summary>The newest rollouts, of one endpoint or of all, newest first.</summary>
    /// <param name="endpoint">Null means all.</param>
    /// <param name="before">Id of the last one seen; null begins with the newest.</param>
    /// <param name="limit">Most of them.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<Rollout>> ListAsync(string? endpoint, string? before, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rollouts = context.Rollouts.AsNoTracking();
        if (endpoint is not null)
            rollouts = rollouts.Where(r => r.Endpoint == endpoint);
        if (before is not null)
            rollouts = rollouts.Where(r => string.Compare(r.Id, before) < 0);
        return await rollouts.OrderByDescending(r => r.Id).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>What happened to a rollout, newest first.</summary>
    public Task<IReadOnlyList<RolloutEvent>> HistoryAsync(string id, int limit, CancellationToken cancellationToken) => HistoryAsync(id, null, limit, cancellationToken);

    /// <summary>What happened to a rollout before an entry, newest first.</summary>
    /// <param name="id">Id of the rollout.</param>
    /// <param name="before">Id of the last entry seen; null begins with the newest.</param>
    /// <param name="limit">Most of them.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<RolloutEvent>> HistoryAsync(string id, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var events = context.RolloutEvents.AsNoTracking().Where(e => e.Rollout == id);
        if (before is { } last)
            events = events.Where(e => e.Id < last);
        return await events.OrderByDescending(e => e.Id).Take(limit).ToListAsync(cancellationToken);
    }
}

using ControlPlane.Contracts.Agents;
using ControlPlane.Domain.Agents;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Agents;

/// <summary>Reads agents for screens and the API. Thread-safe.</summary>
public sealed class AgentQueries(IDbContextFactory<StateContext> contexts, TimeProvider time)
{
    /// <summary>Every member, by name and id; removed ones are left out.</summary>
    public async Task<IReadOnlyList<AgentRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await RowsAsync(context, context.Agents.Where(a => a.RevokedAt == null), cancellationToken);
    }

    /// <summary>One agent, also a removed one; null when there never was one.</summary>
    public async Task<AgentRow?> FindAsync(AgentId id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await RowsAsync(context, context.Agents.Where(a => a.Id == id), cancellationToken)).SingleOrDefault();
    }

    /// <summary>Every member as the database has it, to start from; not tracked.</summary>
    public async Task<IReadOnlyList<AgentNode>> MembersAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Agents.AsNoTracking().Where(a => a.RevokedAt == null).ToListAsync(cancellationToken);
    }

    /// <summary>Ids of all members.</summary>
    public async Task<IReadOnlyList<AgentId>> MemberIdsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Agents.Where(a => a.RevokedAt == null).Select(a => a.Id).ToListAsync(cancellationToken);
    }

    /// <summary>A member as the database has it; null when it is none. Not tracked.</summary>
    public async Task<AgentNode?> MemberAsync(AgentId id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Agents.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.RevokedAt == null, cancellationToken);
    }

    /// <summary>Tokens that can still be used, oldest first.</summary>
    public async Task<IReadOnlyList<JoinTokenRow>> OpenTokensAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.JoinTokens
            .Where(t => t.UsedAt == null && t.ExpiresAt > now)
            .OrderBy(t => t.ExpiresAt)
            .Select(t => new JoinTokenRow(t.Id, t.Pool, t.CreatedBy, t.CreatedAt, t.ExpiresAt, t.UsedAt, t.UsedBy))
            .ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<AgentRow>> RowsAsync(StateContext context, IQueryable<AgentNode> agents, CancellationToken cancellationToken)
    {
        var newest = await context.PublishedTables
            .Where(t => t.Revision == context.PublishedTables.Where(o => o.Pool == t.Pool).Max(o => o.Revision))
            .Select(t => new { t.Pool, t.Epoch, t.Revision })
            .ToDictionaryAsync(t => t.Pool, t => new TablePosition(t.Epoch, t.Revision), cancellationToken);
        var found = await agents.AsNoTracking().OrderBy(a => a.Name).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        return [.. found.Select(a => AgentRow.Of(a, newest.GetValueOrDefault(a.Pool), now))];
    }
}

using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Routing;

/// <summary>Reads published tables. Thread-safe.</summary>
public sealed class RoutingTableQueries(IDbContextFactory<StateContext> contexts)
{
    /// <summary>The pool's newest table; null when it never had one.</summary>
    public async Task<PublishedTable?> FindNewestAsync(string pool, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.PublishedTables.AsNoTracking()
            .Where(t => t.Pool == pool).OrderByDescending(t => t.Revision).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>A table by its revision; null when the pool never had it.</summary>
    public async Task<PublishedTable?> FindAsync(string pool, long revision, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.PublishedTables.AsNoTracking().FirstOrDefaultAsync(t => t.Pool == pool && t.Revision == revision, cancellationToken);
    }

    /// <summary>The newest table of every pool, by name of the pool.</summary>
    public async Task<IReadOnlyList<PublishedTable>> ListNewestAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.PublishedTables.AsNoTracking()
            .Where(t => t.Revision == context.PublishedTables.Where(o => o.Pool == t.Pool).Max(o => o.Revision))
            .OrderBy(t => t.Pool)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Where the newest table of every pool stands.</summary>
    public async Task<IReadOnlyDictionary<string, TablePosition>> PositionsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.PublishedTables.AsNoTracking()
            .Where(t => t.Revision == context.PublishedTables.Where(o => o.Pool == t.Pool).Max(o => o.Revision))
            .Select(t => new { t.Pool, t.Epoch, t.Revision })
            .ToDictionaryAsync(t => t.Pool, t => new TablePosition(t.Epoch, t.Revision), cancellationToken);
    }

    /// <summary>Parses a published table again.</summary>
    public static Outcome<SealedRoutingTable> Open(PublishedTable table) => RoutingTableCodec.Open(table.Content, table.Digest);
}

using System.Runtime.CompilerServices;
using ControlPlane.Domain.Audit;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Audit;

/// <summary>Reads the audit for screens and the API. Thread-safe.</summary>
public sealed class AuditQueries(IDbContextFactory<StateContext> contexts)
{
    /// <summary>Entries of a filter, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="before">Only entries with a lower number; null begins with the newest.</param>
    /// <param name="limit">Most of them.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = filter.Of(context.AuditEntries.AsNoTracking());
        if (before is { } end)
            entries = entries.Where(e => e.Sequence < end);
        return await entries.OrderByDescending(e => e.Sequence).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>One entry; null when there is none of that number.</summary>
    public async Task<AuditEntry?> FindAsync(long sequence, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AuditEntries.AsNoTracking().FirstOrDefaultAsync(e => e.Sequence == sequence, cancellationToken);
    }

    /// <summary>Everybody who ever did something, by name.</summary>
    public async Task<IReadOnlyList<string>> ActorsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AuditEntries.Select(e => e.Actor).Distinct().OrderBy(a => a).ToListAsync(cancellationToken);
    }

    /// <summary>Whether the chain holds a head, and if not, what it holds in its place.</summary>
    /// <returns>Null when it does.</returns>
    public async Task<AuditDisagreement?> CheckAsync(AuditWitness witness, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.AuditEntries.Where(e => e.Sequence == witness.Head.Sequence).Select(e => e.Hash).FirstOrDefaultAsync(cancellationToken);
        if (found == witness.Head.Hash)
            return null;
        var last = await context.ChainHeads.AsNoTracking().OrderBy(h => h.Id).FirstOrDefaultAsync(cancellationToken);
        return AuditDisagreement.Of(witness, found, last?.Sequence ?? 0);
    }

    /// <summary>Entries of a filter, oldest first, one by one: for exports of any length.</summary>
    public async IAsyncEnumerable<AuditEntry> StreamAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await foreach (var entry in Stream(context, filter).WithCancellation(cancellationToken))
            yield return entry;
    }

    /// <summary>The same of a context that the caller keeps open.</summary>
    public static IAsyncEnumerable<AuditEntry> Stream(StateContext context, AuditFilter filter) =>
        filter.Of(context.AuditEntries.AsNoTracking()).OrderBy(e => e.Sequence).AsAsyncEnumerable();
}

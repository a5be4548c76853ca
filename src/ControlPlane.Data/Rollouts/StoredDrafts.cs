using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Rollouts;

/// <summary>Keeps drafts of the wizard for a week, and a bounded number of them. Thread-safe.</summary>
public sealed class StoredDrafts(StateWriter writer, IDbContextFactory<StateContext> contexts, TimeProvider time)
{
    /// <summary>How long a draft is kept after its last change.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Longest id.</summary>
    public const int LongestId = 64;

    /// <summary>Longest address; a longer one is not stored, it is in the browser still.</summary>
    public const int LongestAddress = 8_000;

    /// <summary>Most drafts unless told otherwise.</summary>
    public const int DefaultCapacity = 1_000;

    /// <summary>Most drafts; beyond it the oldest are forgotten.</summary>
    public int Capacity { get; init; } = DefaultCapacity;

    /// <summary>The address of a draft; null when there is none or its time is over.</summary>
    public async Task<string?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - Lifetime;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.RolloutDrafts.Where(d => d.Id == id && d.ChangedAt > oldest).Select(d => d.Address).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Stores a draft in the place of what it was before.</summary>
    public async Task SaveAsync(string id, string address, CancellationToken cancellationToken)
    {
        if (id.Length is 0 or > LongestId || address.Length > LongestAddress)
            return;
        await writer.RunAsync<int>(
            async (context, token) =>
            {
                await context.RolloutDrafts.Where(d => d.Id == id).ExecuteDeleteAsync(token);
                context.RolloutDrafts.Add(new StoredDraft { Id = id, Address = address, ChangedAt = time.GetUtcNow() });
                await context.SaveChangesAsync(token);
                var excess = await context.RolloutDrafts.CountAsync(token) - Capacity;
                return excess <= 0 ? 0 : await context.RolloutDrafts.OrderBy(d => d.ChangedAt).Take(excess).ExecuteDeleteAsync(token);
            },
            cancellationToken);
    }

    /// <summary>Forgets a draft: it was started or thrown away.</summary>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) => writer.RunAsync<int>(
        async (context, token) => await context.RolloutDrafts.Where(d => d.Id == id).ExecuteDeleteAsync(token), cancellationToken);

    /// <summary>Forgets drafts whose time is over.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PurgeAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - Lifetime;
        var outcome = await writer.RunAsync<int>(
            async (context, token) => await context.RolloutDrafts.Where(d => d.ChangedAt <= oldest).ExecuteDeleteAsync(token), cancellationToken);
        return outcome.Value;
    }
}

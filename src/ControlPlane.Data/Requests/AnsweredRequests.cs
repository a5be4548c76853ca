using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Requests;

/// <summary>Remembers answers for a day, and a bounded number of them. Thread-safe.</summary>
public sealed class AnsweredRequests(StateWriter writer, IDbContextFactory<StateContext> contexts, TimeProvider time)
{
    /// <summary>How long an answer is remembered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Most answers remembered unless told otherwise.</summary>
    public const int DefaultCapacity = 10_000;

    /// <summary>Most answers remembered; beyond it the oldest are forgotten.</summary>
    public int Capacity { get; init; } = DefaultCapacity;

    /// <summary>The answer given before; null when there is none or its time is over.</summary>
    public async Task<AnsweredRequest?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - Lifetime;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AnsweredRequests.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.AnsweredAt > oldest, cancellationToken);
    }

    /// <summary>Remembers an answer in the place of one whose time is over.</summary>
    public Task SaveAsync(AnsweredRequest request, CancellationToken cancellationToken) => writer.RunAsync<int>(
        async (context, token) =>
        {
            await context.AnsweredRequests.Where(r => r.Id == request.Id).ExecuteDeleteAsync(token);
            context.AnsweredRequests.Add(request);
            await context.SaveChangesAsync(token);
            return await ForgetBeyondCapacityAsync(context, token);
        },
        cancellationToken);

    /// <summary>Forgets answers whose time is over.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PurgeAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - Lifetime;
        var outcome = await writer.RunAsync<int>(
            async (context, token) => await context.AnsweredRequests.Where(r => r.AnsweredAt <= oldest).ExecuteDeleteAsync(token), cancellationToken);
        return outcome.Value;
    }

    private async Task<int> ForgetBeyondCapacityAsync(StateContext context, CancellationToken cancellationToken)
    {
        var excess = await context.AnsweredRequests.CountAsync(cancellationToken) - Capacity;
        return excess <= 0
            ? 0
            : await context.AnsweredRequests.OrderBy(r => r.AnsweredAt).Take(excess).ExecuteDeleteAsync(cancellationToken);
    }
}

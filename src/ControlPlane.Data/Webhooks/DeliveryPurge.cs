using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Webhooks;

/// <summary>Forgets deliveries that have ended: those whose time is over, and the oldest where a webhook has more than enough. Thread-safe.</summary>
public sealed class DeliveryPurge(StateWriter writer, TimeProvider time)
{
    /// <summary>How long an ended delivery can be looked at and replayed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Most deliveries kept of one webhook unless told otherwise.</summary>
    public const int DefaultCapacity = 1_000;

    /// <summary>Most deliveries kept of one webhook.</summary>
    public int Capacity { get; init; } = DefaultCapacity;

    /// <summary>Forgets. What waits is never forgotten.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - Lifetime;
        var outcome = await writer.RunAsync<int>(
            async (context, token) =>
            {
                var count = await context.WebhookDeliveries.Where(d => d.EndedAt != null && d.EndedAt <= oldest).ExecuteDeleteAsync(token);
                var crowded = await context.WebhookDeliveries.GroupBy(d => d.Webhook).Where(g => g.Count() > Capacity).Select(g => g.Key).ToListAsync(token);
                foreach (var webhook in crowded)
                {
                    var last = await context.WebhookDeliveries.Where(d => d.Webhook == webhook).OrderByDescending(d => d.Id).Skip(Capacity).Select(d => d.Id).FirstAsync(token);
                    count += await context.WebhookDeliveries.Where(d => d.Webhook == webhook && d.Id <= last && d.EndedAt != null).ExecuteDeleteAsync(token);
                }

                return count;
            },
            cancellationToken);
        return outcome.Match(count => count, _ => 0);
    }
}

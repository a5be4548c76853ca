using ControlPlane.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Webhooks;

/// <summary>Reads webhooks and their deliveries for screens, the API and the sender. What it gives is not tracked. Thread-safe.</summary>
public sealed class WebhookQueries(IDbContextFactory<StateContext> contexts)
{
    /// <summary>Every webhook with how its deliveries fare, by name.</summary>
    public async Task<IReadOnlyList<WebhookRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var webhooks = await context.Webhooks.AsNoTracking().OrderBy(w => w.Name).ToListAsync(cancellationToken);
        var counts = await context.WebhookDeliveries.AsNoTracking().GroupBy(d => new { d.Webhook, d.State })
            .Select(g => new { g.Key.Webhook, g.Key.State, Count = g.Count(), Newest = g.Max(d => d.EndedAt) }).ToListAsync(cancellationToken);
        return [.. webhooks.Select(w => RowOf(w, [.. counts.Where(c => c.Webhook == w.Name).Select(c => (c.State, c.Count, c.Newest))]))];
    }

    /// <summary>One webhook; null when there is none.</summary>
    public async Task<WebhookSubscription?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Webhooks.AsNoTracking().FirstOrDefaultAsync(w => w.Name == name, cancellationToken);
    }

    /// <summary>Deliveries of a webhook, newest first.</summary>
    /// <param name="webhook">Its name.</param>
    /// <param name="before">Id of the last one seen; null begins with the newest.</param>
    /// <param name="limit">Most of them.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(string webhook, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var deliveries = context.WebhookDeliveries.AsNoTracking().Where(d => d.Webhook == webhook);
        if (before is { } id)
            deliveries = deliveries.Where(d => d.Id < id);
        return await deliveries.OrderByDescending(d => d.Id).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>One delivery of a webhook; null when there is none.</summary>
    public async Task<WebhookDelivery?> FindDeliveryAsync(string webhook, long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WebhookDeliveries.AsNoTracking().FirstOrDefaultAsync(d => d.Webhook == webhook && d.Id == id, cancellationToken);
    }

    /// <summary>Names of the webhooks that have a delivery due.</summary>
    public async Task<IReadOnlyList<string>> ListDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WebhookDeliveries.AsNoTracking().Where(d => d.DueAt != null && d.DueAt <= now).Select(d => d.Webhook).Distinct().ToListAsync(cancellationToken);
    }

    /// <summary>The oldest delivery of a webhook that is due; null when none is.</summary>
    public async Task<WebhookDelivery?> NextDueAsync(string webhook, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WebhookDeliveries.AsNoTracking().Where(d => d.Webhook == webhook && d.DueAt != null && d.DueAt <= now).OrderBy(d => d.Id).FirstOrDefaultAsync(cancellationToken);
    }

    private static WebhookRow RowOf(WebhookSubscription webhook, IReadOnlyList<(DeliveryState State, int Count, DateTimeOffset? Newest)> counts)
    {
        int Count(DeliveryState state) => counts.Where(c => c.State == state).Sum(c => c.Count);
        DateTimeOffset? Newest(DeliveryState state) => counts.FirstOrDefault(c => c.State == state).Newest;
        return new WebhookRow(webhook, Count(DeliveryState.Waiting), Count(DeliveryState.Delivered), Count(DeliveryState.Failed), Newest(DeliveryState.Delivered), Newest(DeliveryState.Failed));
    }
}

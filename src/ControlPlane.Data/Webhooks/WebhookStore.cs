using ControlPlane.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Webhooks;

/// <summary>Loads webhooks and deliveries for a change; inside a unit of <see cref="Writing.StateWriter"/>, which saves them.</summary>
public sealed class WebhookStore(StateContext context)
{
    /// <summary>The webhook; null when there is none.</summary>
    public Task<WebhookSubscription?> FindAsync(string name, CancellationToken cancellationToken) =>
        context.Webhooks.FirstOrDefaultAsync(w => w.Name == name, cancellationToken);

    /// <summary>How many there are.</summary>
    public Task<int> CountAsync(CancellationToken cancellationToken) => context.Webhooks.CountAsync(cancellationToken);

    /// <summary>A delivery of a webhook; null when there is none.</summary>
    public Task<WebhookDelivery?> FindDeliveryAsync(string webhook, long id, CancellationToken cancellationToken) =>
        context.WebhookDeliveries.FirstOrDefaultAsync(d => d.Webhook == webhook && d.Id == id, cancellationToken);

    /// <summary>Adds a new webhook.</summary>
    public void Add(WebhookSubscription webhook) => context.Webhooks.Add(webhook);

    /// <summary>Adds a delivery beside those that announcements make.</summary>
    public void Add(WebhookDelivery delivery) => context.WebhookDeliveries.Add(delivery);

    /// <summary>Removes a webhook with its deliveries.</summary>
    public void Remove(WebhookSubscription webhook) => context.Webhooks.Remove(webhook);
}

using ControlPlane.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Webhooks;

/// <summary>Turns announcements into deliveries for whoever subscribes; inside a unit of <see cref="Writing.StateWriter"/>, whose transaction carries the change as well.</summary>
internal sealed class AnnouncementStore(StateContext context)
{
    /// <summary>Adds a delivery for each webhook that takes an announcement. The caller saves.</summary>
    public async Task PublishAsync(IReadOnlyCollection<Announcement> announcements, CancellationToken cancellationToken)
    {
        var webhooks = await context.Webhooks.AsNoTracking().Where(w => w.IsEnabled).ToListAsync(cancellationToken);
        if (webhooks.Count == 0)
            return;
        var installation = await context.Installations.AsNoTracking().OrderBy(i => i.Id).Select(i => i.ClusterId).FirstOrDefaultAsync(cancellationToken) ?? "";
        foreach (var announcement in announcements)
        {
            var id = announcement.Id ?? Guid.CreateVersion7(announcement.At).ToString("N");
            var payload = CloudEvent.Write(installation, id, announcement);
            foreach (var webhook in webhooks.Where(w => w.Takes(announcement.Type, announcement.Endpoint)))
            {
                if (announcement.Id is null || !await IsToldAsync(webhook.Name, id, cancellationToken))
                    context.WebhookDeliveries.Add(WebhookDelivery.Of(webhook.Name, id, announcement, payload));
            }
        }
    }

    private Task<bool> IsToldAsync(string webhook, string eventId, CancellationToken cancellationToken) =>
        context.WebhookDeliveries.AnyAsync(d => d.Webhook == webhook && d.EventId == eventId, cancellationToken);
}

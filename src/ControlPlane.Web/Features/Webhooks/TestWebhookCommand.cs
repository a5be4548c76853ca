using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Webhooks;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>Sends a webhook an event that says nothing but that it arrives, on the same way as any other.</summary>
public sealed class TestWebhookCommand(CommandAccess access, StateWriter writer, CurrentInstallation installation, IdSource ids, ChangeBell bell, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>The delivery, which waits to be sent. Refusal: <see cref="WebhookRefusals.NotFound"/>.</returns>
    public async Task<Outcome<WebhookDelivery>> RunAsync(string name, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<TestWebhookCommand>(actor, AccessScope.Everywhere, cancellation) is { } forbidden)
            return forbidden;
        var outcome = await writer.RunAsync<WebhookDelivery>(
            async (context, unitCancellation) =>
            {
                var store = new WebhookStore(context);
                if (await store.FindAsync(name, unitCancellation) is not { } webhook)
                    return SaveWebhookCommand.NotFound(name);
                var now = clock.GetUtcNow();
                var announcement = new Announcement
                {
                    Type = EventTypes.WebhookTest,
                    At = now,
                    Subject = $"webhooks/{webhook.Name}",
                    Data = CloudEvent.WriteData(new { webhook.Name, Sentence = $"{actor.Name} tries the webhook {webhook.Name}.", Actor = actor.Name }),
                };
                var id = ids.NewId();
                var delivery = WebhookDelivery.Of(webhook.Name, id, announcement, CloudEvent.Write(installation.Value.ClusterId, id, announcement));
                store.Add(delivery);
                context.Note(WebhookDrafts.Tested(webhook, actor, now));
                return delivery;
            },
            cancellation);
        if (outcome.IsAccepted)
            bell.Ring(ChangeTopic.Webhooks, name);
        return outcome;
    }
}

using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Webhooks;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>Sends an event once more, with the id it had.</summary>
public sealed class ReplayDeliveryCommand(CommandAccess access, StateWriter writer, ChangeBell bell, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>The new delivery. Refusal: <see cref="WebhookRefusals.DeliveryNotFound"/>.</returns>
    public async Task<Outcome<WebhookDelivery>> RunAsync(string webhook, long delivery, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<ReplayDeliveryCommand>(actor, AccessScope.Everywhere, cancellation) is { } forbidden)
            return forbidden;
        var outcome = await writer.RunAsync<WebhookDelivery>(
            async (context, unitCancellation) =>
            {
                var store = new WebhookStore(context);
                if (await store.FindDeliveryAsync(webhook, delivery, unitCancellation) is not { } known)
                    return NotFound(webhook, delivery.ToString(System.Globalization.CultureInfo.InvariantCulture));
                var now = clock.GetUtcNow();
                var replay = known.Replay(now);
                store.Add(replay);
                context.Note(WebhookDrafts.Replayed(known, actor, now));
                return replay;
            },
            cancellation);
        if (outcome.IsAccepted)
            bell.Ring(ChangeTopic.Webhooks, webhook);
        return outcome;
    }

    /// <summary>The answer about a delivery that is not there.</summary>
    public static Refusal NotFound(string webhook, string delivery) =>
        new(WebhookRefusals.DeliveryNotFound, $"The webhook '{webhook}' has no delivery {delivery}, or no longer.");
}

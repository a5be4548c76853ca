using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Webhooks;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>Takes a webhook away with its deliveries, those that wait included.</summary>
public sealed partial class DeleteWebhookCommand(CommandAccess access, StateWriter writer, ChangeBell bell, TimeProvider clock, ILogger<DeleteWebhookCommand> logger)
{
    /// <summary>Runs it.</summary>
    /// <param name="name">Name of the webhook.</param>
    /// <param name="expectedVersion">The concurrency version that was read; null accepts any.</param>
    /// <param name="actor">Who deletes.</param>
    /// <param name="cancellation">Gives up before the change is made.</param>
    /// <returns>Refusals: <see cref="WebhookRefusals.NotFound"/>, <see cref="EndpointRefusals.ChangedMeanwhile"/>.</returns>
    public async Task<Outcome<WebhookSubscription>> RunAsync(string name, long? expectedVersion, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<DeleteWebhookCommand>(actor, AccessScope.Everywhere, cancellation) is { } forbidden)
            return forbidden;
        var outcome = await writer.RunAsync<WebhookSubscription>(
            async (context, unitCancellation) =>
            {
                var store = new WebhookStore(context);
                if (await store.FindAsync(name, unitCancellation) is not { } webhook)
                    return SaveWebhookCommand.NotFound(name);
                if (SaveWebhookCommand.CheckUnchanged(name, webhook, expectedVersion) is { } changed)
                    return changed;
                context.Note(WebhookDrafts.Deleted(webhook, actor, clock.GetUtcNow()));
                store.Remove(webhook);
                return webhook;
            },
            cancellation);
        if (outcome.IsAccepted)
        {
            LogDeleted(name, actor.Name);
            bell.Ring(ChangeTopic.Webhooks, name);
        }

        return outcome;
    }

    [LoggerMessage(1951, LogLevel.Information, "Webhook {Webhook} was deleted by {Actor}.")]
    private partial void LogDeleted(string webhook, string actor);
}

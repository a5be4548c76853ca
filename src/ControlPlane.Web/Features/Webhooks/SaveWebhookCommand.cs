using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Webhooks;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Realtime;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>Makes a webhook, or changes one.</summary>
public sealed partial class SaveWebhookCommand(
    CommandAccess access, StateWriter writer, WebhookAddresses addresses, WebhookSecrets secrets, IOptions<WebhookOptions> options, ChangeBell bell, TimeProvider clock, ILogger<SaveWebhookCommand> logger)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="WebhookRefusals.Invalid"/>, <see cref="WebhookRefusals.AddressRefused"/>, <see cref="WebhookRefusals.TooMany"/>, <see cref="EndpointRefusals.ChangedMeanwhile"/>.</returns>
    public async Task<Outcome<SavedWebhook>> RunAsync(SaveWebhookRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<SaveWebhookCommand>(actor, AccessScope.Everywhere, cancellation) is { } forbidden)
            return forbidden;
        if (request.Secret is { } given && WebhookSecrets.Check(given) is { } malformed)
            return malformed;
        if (request.Draft.Url is { } url && await addresses.WhyRefusedAsync(url, cancellation) is { } why)
        {
            return Refusal.OfField(
                WebhookRefusals.AddressRefused, "url", why, $"use a public address, or allow it with {WebhookOptions.Section}:{nameof(WebhookOptions.AllowedPrivate)}");
        }

        var outcome = await writer.RunAsync((context, unitCancellation) => SaveAsync(context, request, actor, unitCancellation), cancellation);
        if (outcome.IsAccepted)
        {
            LogSaved(request.Name, actor.Name);
            bell.Ring(ChangeTopic.Webhooks, request.Name);
        }

        return outcome;
    }

    /// <summary>The answer about a webhook that is not there.</summary>
    public static Refusal NotFound(string name) => new(WebhookRefusals.NotFound, $"There is no webhook '{name}'.");

    /// <summary>Null when the webhook is still what a caller read.</summary>
    internal static Refusal? CheckUnchanged(string name, WebhookSubscription? webhook, long? expected) =>
        expected is null || expected == (webhook?.ConcurrencyVersion ?? 0)
            ? null
            : new Refusal(EndpointRefusals.ChangedMeanwhile, $"'{name}' is at version {webhook?.ConcurrencyVersion ?? 0}, the change was made for version {expected}; read it again.");

    private async Task<Outcome<SavedWebhook>> SaveAsync(StateContext context, SaveWebhookRequest request, Actor actor, CancellationToken cancellation)
    {
        var store = new WebhookStore(context);
        var known = await store.FindAsync(request.Name, cancellation);
        if (CheckUnchanged(request.Name, known, request.ExpectedVersion) is { } changed)
            return changed;
        var now = clock.GetUtcNow();
        if (known is not null)
            return Change(context, known, request, actor, now);
        if (await store.CountAsync(cancellation) >= options.Value.Limit)
            return new Refusal(WebhookRefusals.TooMany, $"There are {options.Value.Limit} webhooks, as many as there may be; delete one.");

        var made = request.Secret is null ? secrets.Make() : null;
        return WebhookSubscription.Create(request.Name, request.Draft, secrets.Protect(request.Secret ?? made!), now).Then<SavedWebhook>(webhook =>
        {
            store.Add(webhook);
            context.Note(WebhookDrafts.Saved(webhook, null, request.Secret is not null, actor, now));
            return new SavedWebhook(webhook, IsNew: true, made);
        });
    }

    private Outcome<SavedWebhook> Change(StateContext context, WebhookSubscription known, SaveWebhookRequest request, Actor actor, DateTimeOffset now)
    {
        var before = WebhookDrafts.StateOf(known);
        return known.Change(request.Draft, request.Secret is { } secret ? secrets.Protect(secret) : null, now).Then<SavedWebhook>(isChanged =>
        {
            if (isChanged)
                context.Note(WebhookDrafts.Saved(known, before, request.Secret is not null, actor, now));
            return new SavedWebhook(known, IsNew: false, null);
        });
    }

    [LoggerMessage(1950, LogLevel.Information, "Webhook {Webhook} was saved by {Actor}.")]
    private partial void LogSaved(string webhook, string actor);
}

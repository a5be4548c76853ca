using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Audit;
using ControlPlane.Domain.Webhooks;

namespace ControlPlane.Data.Audit;

/// <summary>What the audit says about webhooks; never a secret, nor an address that is one. Stateless.</summary>
public static class WebhookDrafts
{
    /// <summary>A webhook was made or changed.</summary>
    /// <param name="webhook">As it is.</param>
    /// <param name="before">How it was, by <see cref="StateOf"/>; null when it is new.</param>
    /// <param name="hasNewSecret">Whether the secret is another one.</param>
    /// <param name="actor">Who.</param>
    /// <param name="now">When.</param>
    public static AuditDraft Saved(WebhookSubscription webhook, string? before, bool hasNewSecret, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Webhook,
        Name = webhook.Name,
        Action = before is null ? "created" : "changed",
        Endpoint = webhook.Endpoint,
        Sentence = before is null
            ? $"The webhook {webhook.Name} was made; it is delivered to {HostOf(webhook)}."
            : $"The webhook {webhook.Name} was changed; it is delivered to {HostOf(webhook)}{(hasNewSecret ? " and signed with a new secret" : "")}.",
        Before = before,
        After = StateOf(webhook),
    };

    /// <summary>A webhook was deleted.</summary>
    public static AuditDraft Deleted(WebhookSubscription webhook, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Webhook,
        Name = webhook.Name,
        Action = "deleted",
        Endpoint = webhook.Endpoint,
        Sentence = $"The webhook {webhook.Name} was deleted with its deliveries.",
        Before = StateOf(webhook),
    };

    /// <summary>A webhook was tried.</summary>
    public static AuditDraft Tested(WebhookSubscription webhook, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Webhook,
        Name = webhook.Name,
        Action = "tested",
        Sentence = $"A test was sent to the webhook {webhook.Name}.",
    };

    /// <summary>A delivery was sent once more.</summary>
    public static AuditDraft Replayed(WebhookDelivery delivery, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Webhook,
        Name = delivery.Webhook,
        Action = "replayed",
        Sentence = $"The event {delivery.EventId} ({delivery.EventType}) was sent to the webhook {delivery.Webhook} once more.",
    };

    /// <summary>A webhook as the audit shows it.</summary>
    public static string StateOf(WebhookSubscription webhook) =>
        JsonColumn.Write(new { Url = webhook.ShownUrl, webhook.Events, webhook.Endpoint, webhook.Format, webhook.IsEnabled });

    private static string HostOf(WebhookSubscription webhook) => new Uri(webhook.Url).Authority;
}

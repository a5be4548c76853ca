using ControlPlane.Data.Webhooks;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>How states of deliveries read on screen. Stateless.</summary>
internal static class DeliveryLook
{
    /// <summary>Colour and picture.</summary>
    public static StatusKind KindOf(WebhookDelivery delivery) => delivery.State switch
    {
        DeliveryState.Delivered => StatusKind.Fine,
        DeliveryState.Failed => StatusKind.NeedsYou,
        DeliveryState.Waiting => StatusKind.Watching,
        var other => throw new InvalidOperationException($"{other} has no look."),
    };

    /// <summary>The word.</summary>
    public static string WordOf(WebhookDelivery delivery) => delivery.State switch
    {
        DeliveryState.Delivered => "Delivered",
        DeliveryState.Failed => "Given up",
        DeliveryState.Waiting => delivery.Attempts == 0 ? "Waiting" : "Tries again",
        var other => throw new InvalidOperationException($"{other} has no word."),
    };

    /// <summary>How a webhook fares as a whole.</summary>
    public static (StatusKind Kind, string Word) Of(WebhookRow row) => row switch
    {
        { Webhook.IsEnabled: false } => (StatusKind.Unknown, "Switched off"),
        { IsFailing: true } => (StatusKind.NeedsYou, "Failing"),
        { Waiting: > 0 } => (StatusKind.Watching, "Sending"),
        { DeliveredAt: null } => (StatusKind.Unknown, "Not used yet"),
        _ => (StatusKind.Fine, "Arrives"),
    };

    /// <summary>Formats as people call them.</summary>
    public static string FormatOf(WebhookFormat format) => format == WebhookFormat.Slack ? "Slack message" : "CloudEvents";

    /// <summary>What is subscribed to, in a few words.</summary>
    public static string EventsOf(WebhookSubscription webhook) => webhook.Events.Count switch
    {
        0 => "every event",
        <= 3 => string.Join(", ", webhook.Events),
        var count => $"{count} types of events",
    };
}

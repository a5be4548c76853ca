using ControlPlane.Domain.Webhooks;

namespace ControlPlane.Data.Webhooks;

/// <summary>A webhook with how its kept deliveries fare. Immutable.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Waiting">Deliveries that wait for an attempt.</param>
/// <param name="Delivered">Deliveries that arrived.</param>
/// <param name="Failed">Deliveries that were given up.</param>
/// <param name="DeliveredAt">When the last one arrived; null when none has.</param>
/// <param name="FailedAt">When the last one was given up; null when none was.</param>
public sealed record WebhookRow(WebhookSubscription Webhook, int Waiting, int Delivered, int Failed, DateTimeOffset? DeliveredAt, DateTimeOffset? FailedAt)
{
    /// <summary>Whether the newest delivery that ended was given up.</summary>
    public bool IsFailing => FailedAt is { } failed && (DeliveredAt is not { } delivered || failed > delivered);
}

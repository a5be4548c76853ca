using ControlPlane.Domain.Webhooks;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>A webhook after it was saved.</summary>
/// <param name="Webhook">As it is.</param>
/// <param name="IsNew">Whether it came into being.</param>
/// <param name="Secret">The secret that was made for it, to be shown this once; null where none was made.</param>
public sealed record SavedWebhook(WebhookSubscription Webhook, bool IsNew, string? Secret)
{
    /// <inheritdoc />
    public override string ToString() => $"webhook {Webhook.Name}";
}

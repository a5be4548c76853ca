using ControlPlane.Domain.Webhooks;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>A webhook with a page of its deliveries. Immutable.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Deliveries">Newest first.</param>
/// <param name="OlderThan">Id to go on with; null on the last page.</param>
public sealed record WebhookScreen(WebhookSubscription Webhook, IReadOnlyList<WebhookDelivery> Deliveries, long? OlderThan);

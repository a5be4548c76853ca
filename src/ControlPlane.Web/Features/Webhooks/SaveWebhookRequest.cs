using ControlPlane.Domain.Webhooks;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>A webhook shall be as drafted; it comes into being when it is new.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Draft">The whole wish.</param>
/// <param name="Secret">A secret of one's own; null makes one for a new webhook and keeps the one of another.</param>
/// <param name="ExpectedVersion">The concurrency version that was read, 0 when it must be new; null accepts any.</param>
public sealed record SaveWebhookRequest(string Name, WebhookDraft Draft, string? Secret, long? ExpectedVersion)
{
    /// <inheritdoc />
    public override string ToString() => $"webhook {Name}";
}

using ControlPlane.Domain.Webhooks;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A webhook as the API tells it. Immutable.</summary>
internal sealed record WebhookResource
{
    public required string Name { get; init; }

    /// <summary>Where deliveries are posted; of a chat's webhook without the path, which is as good as a password.</summary>
    public required string Url { get; init; }

    /// <summary>Types of events; empty means all.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>Only what concerns this endpoint; null means everything.</summary>
    public required string? Endpoint { get; init; }

    public required WebhookFormat Format { get; init; }

    public required bool Enabled { get; init; }

    /// <summary>The secret that was made, shown in the answer that creates the webhook and never again; null elsewhere.</summary>
    public string? Secret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required long ConcurrencyVersion { get; init; }

    public static WebhookResource Of(WebhookSubscription webhook) => new()
    {
        Name = webhook.Name,
        Url = webhook.ShownUrl,
        Events = webhook.Events,
        Endpoint = webhook.Endpoint,
        Format = webhook.Format,
        Enabled = webhook.IsEnabled,
        CreatedAt = webhook.CreatedAt,
        ChangedAt = webhook.ChangedAt,
        ConcurrencyVersion = webhook.ConcurrencyVersion,
    };

    /// <inheritdoc />
    public override string ToString() => $"webhook {Name}";
}

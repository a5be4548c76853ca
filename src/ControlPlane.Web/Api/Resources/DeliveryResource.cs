using System.Globalization;
using System.Text.Json;
using ControlPlane.Domain.Webhooks;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A delivery as the API tells it. Immutable.</summary>
internal sealed record DeliveryResource
{
    public required string Id { get; init; }

    public required string Webhook { get; init; }

    /// <summary>The event's own id, the same in every attempt and replay.</summary>
    public required string EventId { get; init; }

    public required string Type { get; init; }

    public required string Subject { get; init; }

    public required DeliveryState State { get; init; }

    public required int Attempts { get; init; }

    /// <summary>HTTP status of the last attempt; null before the first and where there was no answer.</summary>
    public required int? Status { get; init; }

    /// <summary>What came of the last attempt.</summary>
    public required string Said { get; init; }

    /// <summary>The delivery it repeats; null for a first one.</summary>
    public required string? ReplayOf { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the next attempt is due; null once it has ended.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>The whole event; null in lists.</summary>
    public JsonElement? Event { get; init; }

    public static DeliveryResource Of(WebhookDelivery delivery) => new()
    {
        Id = IdOf(delivery.Id),
        Webhook = delivery.Webhook,
        EventId = delivery.EventId,
        Type = delivery.EventType,
        Subject = delivery.Subject,
        State = delivery.State,
        Attempts = delivery.Attempts,
        Status = delivery.Status,
        Said = delivery.Said,
        ReplayOf = delivery.ReplayOf is { } replayed ? IdOf(replayed) : null,
        CreatedAt = delivery.CreatedAt,
        DueAt = delivery.DueAt,
        EndedAt = delivery.EndedAt,
    };

    public static DeliveryResource WithEvent(WebhookDelivery delivery) => Of(delivery) with { Event = JsonSerializer.Deserialize<JsonElement>(delivery.Payload) };

    private static string IdOf(long id) => id.ToString(CultureInfo.InvariantCulture);
}

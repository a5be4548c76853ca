namespace ControlPlane.Domain.Webhooks;

/// <summary>One event on its way to one webhook: written with the change it tells of, so that no restart loses it. Not thread-safe.</summary>
public sealed class WebhookDelivery
{
    private WebhookDelivery()
    {
    }

    /// <summary>Given by the database, ascending in the order of commits.</summary>
    public long Id { get; private init; }

    /// <summary>Name of the webhook.</summary>
    public string Webhook { get; private init; } = null!;

    /// <summary>The event's own id: the same in every attempt, every replay and for every webhook, so that a receiver can pass over what it has.</summary>
    public string EventId { get; private init; } = null!;

    /// <summary>Type of the event.</summary>
    public string EventType { get; private init; } = null!;

    /// <summary>The thing it is about, as a path.</summary>
    public string Subject { get; private init; } = null!;

    /// <summary>The whole event in CloudEvents' JSON.</summary>
    public string Payload { get; private init; } = null!;

    /// <summary>The delivery it repeats; null for the first one.</summary>
    public long? ReplayOf { get; private init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Where it stands.</summary>
    public DeliveryState State { get; private set; }

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>When the next attempt is due; null once it has ended.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>When it was delivered or given up; null while it waits.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>HTTP status of the last attempt; null before the first, and where there was no answer.</summary>
    public int? Status { get; private set; }

    /// <summary>What came of the last attempt, in one sentence; empty before the first.</summary>
    public string Said { get; private set; } = "";

    /// <summary>A delivery that is due at once.</summary>
    public static WebhookDelivery Of(string webhook, string eventId, Announcement announcement, string payload) => new()
    {
        Webhook = webhook,
        EventId = eventId,
        EventType = announcement.Type,
        Subject = announcement.Subject,
        Payload = payload,
        CreatedAt = announcement.At,
        DueAt = announcement.At,
    };

    /// <summary>The same event once more.</summary>
    public WebhookDelivery Replay(DateTimeOffset now) => new()
    {
        Webhook = Webhook,
        EventId = EventId,
        EventType = EventType,
        Subject = Subject,
        Payload = Payload,
        ReplayOf = Id,
        CreatedAt = now,
        DueAt = now,
    };

    /// <summary>The receiver has it.</summary>
    public void Deliver(int status, string said, DateTimeOffset now)
    {
        (Attempts, Status, Said) = (Attempts + 1, status, said);
        (State, DueAt, EndedAt) = (DeliveryState.Delivered, null, now);
    }

    /// <summary>An attempt failed.</summary>
    /// <param name="status">Its status; null where there was no answer.</param>
    /// <param name="said">Why, in one sentence.</param>
    /// <param name="again">When it is tried again; null gives it up.</param>
    /// <param name="now">The time of the attempt.</param>
    public void Miss(int? status, string said, DateTimeOffset? again, DateTimeOffset now)
    {
        (Attempts, Status, Said) = (Attempts + 1, status, said);
        (State, DueAt, EndedAt) = again is null ? (DeliveryState.Failed, (DateTimeOffset?)null, now) : (DeliveryState.Waiting, again, (DateTimeOffset?)null);
    }
}

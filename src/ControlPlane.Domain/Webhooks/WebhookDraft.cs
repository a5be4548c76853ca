namespace ControlPlane.Domain.Webhooks;

/// <summary>A webhook as a person wants it. Immutable.</summary>
public sealed record WebhookDraft
{
    /// <summary>Where deliveries are posted; null keeps the address there is.</summary>
    public string? Url { get; init; }

    /// <summary>Types of events; empty means all.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Only what concerns this endpoint; null means everything.</summary>
    public string? Endpoint { get; init; }

    /// <summary>How bodies are written.</summary>
    public WebhookFormat Format { get; init; } = WebhookFormat.CloudEvents;

    /// <summary>Whether it takes new events; what waits already is delivered all the same.</summary>
    public bool IsEnabled { get; init; } = true;
}

using ControlPlane.Domain.Webhooks;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A webhook as a caller wants it.</summary>
internal sealed record WebhookBody
{
    /// <summary>Where deliveries are posted; left out keeps the address there is.</summary>
    public string? Url { get; init; }

    /// <summary>Types of events; empty means all.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Only what concerns this endpoint.</summary>
    public string? Endpoint { get; init; }

    public WebhookFormat Format { get; init; } = WebhookFormat.CloudEvents;

    public bool Enabled { get; init; } = true;

    /// <summary>A secret of one's own, <c>whsec_</c> and 24 to 64 bytes in base64; left out makes one for a new webhook and keeps the one of another.</summary>
    public string? Secret { get; init; }

    public WebhookDraft ToDraft() => new() { Url = Url, Events = Events, Endpoint = Endpoint, Format = Format, IsEnabled = Enabled };

    /// <inheritdoc />
    public override string ToString() => "webhook body";
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Domain.Webhooks;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>Deliveries with their states, what the receiver said, and a button that sends one again.</summary>
public sealed partial class DeliveryTable
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Parameter, EditorRequired]
    public required IReadOnlyList<WebhookDelivery> Deliveries { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<WebhookDelivery> OnReplay { get; set; }

    private static string Pretty(WebhookDelivery delivery) => JsonNode.Parse(delivery.Payload)!.ToJsonString(Readable);
}

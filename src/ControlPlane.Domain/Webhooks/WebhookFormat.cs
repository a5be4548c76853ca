using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Webhooks;

/// <summary>How a delivery's body is written.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<WebhookFormat>))]
public enum WebhookFormat
{
    /// <summary>CloudEvents 1.0 in JSON, structured mode.</summary>
    [JsonStringEnumMemberName("cloudevents")]
    CloudEvents,

    /// <summary>A message with text and blocks, as Slack and what is compatible with it take it.</summary>
    Slack,
}

using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Webhooks;

/// <summary>Where a delivery stands.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<DeliveryState>))]
public enum DeliveryState
{
    /// <summary>It waits for its first or next attempt.</summary>
    Waiting,

    /// <summary>The receiver answered with 2xx.</summary>
    Delivered,

    /// <summary>Every attempt failed, or the receiver is gone for good; only a replay sends it again.</summary>
    Failed,
}

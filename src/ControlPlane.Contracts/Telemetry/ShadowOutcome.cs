using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Contracts.Telemetry;

/// <summary>How a shadow's answer compares with the one the caller got.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ShadowOutcome>))]
public enum ShadowOutcome
{
    /// <summary>The same label; without labels, numbers within the tolerance.</summary>
    Agreed,

    /// <summary>Another label; without labels, numbers beyond the tolerance.</summary>
    Disagreed,

    /// <summary>The shadow's answer held no valid value.</summary>
    Invalid,

    /// <summary>The shadow failed.</summary>
    Failed,
}

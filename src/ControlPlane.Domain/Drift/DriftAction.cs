using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Drift;

/// <summary>What drift leads to; an endpoint chooses between the first three.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<DriftAction>))]
public enum DriftAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is shown and logged.</summary>
    Alert,

    /// <summary>A running rollout is paused for a person.</summary>
    Hold,

    /// <summary>Back to the stable version: only when a metric is harmed as well.</summary>
    RollBack,
}

using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Contracts.Agents;

/// <summary>How far an agent is with a version it was told to hold ready.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<PreparationState>))]
public enum PreparationState
{
    /// <summary>Its file is on the way, or waits for its turn.</summary>
    Fetching,

    /// <summary>Its file is verified; the session is being made and warmed.</summary>
    Loading,

    /// <summary>It can answer at once.</summary>
    Ready,

    /// <summary>It cannot be prepared here; traffic meant for it goes to the stable variant.</summary>
    Refused,
}

using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Contracts.Routing;

/// <summary>Which limit of <see cref="GuardLimits"/> a guard watches.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<GuardKind>))]
public enum GuardKind
{
    /// <summary><see cref="GuardLimits.ErrorShare"/>.</summary>
    ErrorShare,

    /// <summary><see cref="GuardLimits.TimeoutShare"/>.</summary>
    TimeoutShare,

    /// <summary><see cref="GuardLimits.InvalidOutputShare"/>.</summary>
    InvalidOutputShare,

    /// <summary><see cref="GuardLimits.LatencyP99Milliseconds"/>.</summary>
    LatencyP99,
}

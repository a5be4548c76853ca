using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Contracts.Routing;

/// <summary>What is assigned to a variant.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<AssignmentUnit>))]
public enum AssignmentUnit
{
    /// <summary>The caller, by routing key: the same one stays on the same side.</summary>
    Caller,

    /// <summary>Each request by itself, whoever asks.</summary>
    Request,
}

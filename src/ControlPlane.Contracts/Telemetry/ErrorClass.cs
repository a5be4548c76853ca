using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Contracts.Telemetry;

/// <summary>Whose failure a failed request is.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ErrorClass>))]
public enum ErrorClass
{
    /// <summary>The request could not be accepted: malformed, or tensors of wrong shape or type.</summary>
    Rejected,

    /// <summary>The model raised an error while running.</summary>
    Model,

    /// <summary>The deadline passed.</summary>
    Timeout,

    /// <summary>Shed because a limit was reached.</summary>
    Shed,

    /// <summary>The agent itself failed.</summary>
    Internal,
}

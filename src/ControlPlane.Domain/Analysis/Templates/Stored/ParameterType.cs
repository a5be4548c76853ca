using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Analysis.Templates.Stored;

/// <summary>What values a parameter takes.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ParameterType>))]
public enum ParameterType
{
    /// <summary>A finite number.</summary>
    Number,

    /// <summary>A time such as <c>5m</c>.</summary>
    Duration,

    /// <summary>Any words.</summary>
    Text,
}

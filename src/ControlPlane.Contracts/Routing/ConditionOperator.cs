using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Contracts.Routing;

/// <summary>How a rule compares an attribute of the request with its values.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ConditionOperator>))]
public enum ConditionOperator
{
    /// <summary>The attribute equals one of the values, ordinal.</summary>
    In,

    /// <summary>The attribute is absent or equals none of the values, ordinal.</summary>
    NotIn,

    /// <summary>The attribute starts with one of the values, ordinal.</summary>
    StartsWith,

    /// <summary>The attribute is there, whatever its value.</summary>
    Exists,
}

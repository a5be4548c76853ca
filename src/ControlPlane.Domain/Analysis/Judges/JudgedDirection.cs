using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Analysis.Judges;

/// <summary>Which move of a metric is bad.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<JudgedDirection>))]
public enum JudgedDirection
{
    /// <summary>Any move.</summary>
    Either,

    /// <summary>A rise.</summary>
    Increase,

    /// <summary>A fall.</summary>
    Decrease,
}

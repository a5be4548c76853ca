using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Drift;

/// <summary>What a reference holds.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ReferencePart>))]
public enum ReferencePart
{
    /// <summary>What a version was asked.</summary>
    Inputs,

    /// <summary>What it answered.</summary>
    Predictions,
}

using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>What an answer counts as whose attribution window closed without a reward.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<MissingReward>))]
public enum MissingReward
{
    /// <summary>As not known: it is left out, as for labels that only some answers get.</summary>
    Unknown,

    /// <summary>As a reward of 0, as for conversions of which only those that happen are reported.</summary>
    Zero,
}

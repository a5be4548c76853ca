using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Rollouts;

/// <summary>The strategies of the field. Each is a recipe that compiles to steps.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<RolloutStrategy>))]
public enum RolloutStrategy
{
    /// <summary>Tear the old version down, then bring the new one up: a gap, and never two versions at once.</summary>
    Recreate,

    /// <summary>Agents take the new version batch by batch.</summary>
    Rolling,

    /// <summary>The new version stands ready beside the old one; then all traffic switches at once.</summary>
    BlueGreen,

    /// <summary>A growing share of callers gets the new version on every agent.</summary>
    Canary,

    /// <summary>A growing number of agents serves only the new version.</summary>
    CanaryRolling,

    /// <summary>A fixed split and a hypothesis.</summary>
    AbTest,

    /// <summary>Challengers receive copies and never answer.</summary>
    Shadow,

    /// <summary>Weights follow rewards.</summary>
    Bandit,

    /// <summary>Rules on attributes decide who gets the new version.</summary>
    FeatureFlag,

    /// <summary>Several of them one after the other.</summary>
    Plan,
}

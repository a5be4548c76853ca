using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Why a rollout stands still.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<PauseCode>))]
public enum PauseCode
{
    /// <summary>A person paused it.</summary>
    Person,

    /// <summary>A person set weights by hand.</summary>
    ManualWeights,

    /// <summary>A person took traffic away from the challengers for a while.</summary>
    KillSwitch,

    /// <summary>A step asks a person.</summary>
    Gate,

    /// <summary>Evidence does not suffice for a verdict.</summary>
    Inconclusive,

    /// <summary>A metric could not be measured.</summary>
    AnalysisError,

    /// <summary>An agent cannot prepare a version.</summary>
    AgentRefused,

    /// <summary>Agents did not confirm in time.</summary>
    Deadline,

    /// <summary>Inputs or predictions moved away from their reference.</summary>
    Drift,

    /// <summary>A service outside that a gate asks refused too often.</summary>
    HookRefused,

    /// <summary>The way back was undone.</summary>
    Undone,
}

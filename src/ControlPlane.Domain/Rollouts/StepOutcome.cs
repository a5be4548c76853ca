using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Rollouts;

/// <summary>How a step ended.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<StepOutcome>))]
public enum StepOutcome
{
    /// <summary>It did what it says.</summary>
    Done,

    /// <summary>A person went on before it was done; no success of it.</summary>
    Skipped,

    /// <summary>The rollout ended in it.</summary>
    Stopped,
}

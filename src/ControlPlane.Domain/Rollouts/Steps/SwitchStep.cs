using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>A version answers everybody: on some agents, or as the endpoint's stable version. Immutable.</summary>
/// <param name="Version">The version.</param>
/// <param name="Agents">Ids of the agents that switch; null means that the stable pointer moves.</param>
public sealed record SwitchStep(int Version, IReadOnlyList<string>? Agents = null) : RolloutStep
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Title => Agents is null ? $"Switch: v{Version} becomes stable" : $"Switch {Agents.Count} agent{(Agents.Count == 1 ? "" : "s")} to v{Version}";

    /// <inheritdoc />
    [JsonIgnore]
    public override RolloutTrigger Trigger => Agents is null ? RolloutTrigger.Switch : RolloutTrigger.Advance;
}

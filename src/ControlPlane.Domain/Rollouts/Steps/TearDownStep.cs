using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>The endpoint deliberately stops answering and the stable version is unloaded: the gap of a recreate, or of a batch without surge. Immutable.</summary>
/// <param name="Version">The version that is unloaded.</param>
/// <param name="Agents">Ids of the agents on which it happens; null means all of the pool.</param>
public sealed record TearDownStep(int Version, IReadOnlyList<string>? Agents = null) : RolloutStep
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Title => Agents is null ? $"Tear down v{Version}: the endpoint stops answering" : $"Take {Agents.Count} agent{(Agents.Count == 1 ? "" : "s")} out of service";

    /// <inheritdoc />
    [JsonIgnore]
    public override RolloutTrigger Trigger => Agents is null ? RolloutTrigger.Prepare : RolloutTrigger.Advance;
}

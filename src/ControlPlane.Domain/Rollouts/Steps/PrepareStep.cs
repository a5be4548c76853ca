using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>Agents fetch, verify, load and warm versions. Immutable.</summary>
/// <param name="Versions">What to hold ready.</param>
/// <param name="Agents">Ids of the agents that do; null means all of the pool.</param>
public sealed record PrepareStep(IReadOnlyList<int> Versions, IReadOnlyList<string>? Agents = null) : RolloutStep
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Title => $"Prepare {string.Join(", ", Versions.Select(v => $"v{v}"))}{(Agents is null ? "" : $" on {Agents.Count} agent{(Agents.Count == 1 ? "" : "s")}")}";

    /// <inheritdoc />
    [JsonIgnore]
    public override RolloutTrigger Trigger => Agents is null ? RolloutTrigger.Prepare : RolloutTrigger.Advance;
}

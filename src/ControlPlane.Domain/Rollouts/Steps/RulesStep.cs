using System.Text.Json.Serialization;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>Requests that match rules get the versions the rules name; everybody else stays on the stable version. Immutable.</summary>
/// <param name="Rules">Tried in order.</param>
/// <param name="Fallback">What answers in place of a version that cannot; null means the stable version.</param>
public sealed record RulesStep(IReadOnlyList<FlagRule> Rules, FallbackAnswer? Fallback = null) : RolloutStep
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Title => $"Apply {Rules.Count} rule{(Rules.Count == 1 ? "" : "s")}";
}

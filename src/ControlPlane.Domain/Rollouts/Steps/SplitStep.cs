using System.Text.Json.Serialization;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>Callers are shared out among variants. Immutable.</summary>
/// <param name="Shares">Weights that sum to 10,000; the stable version is among them.</param>
public sealed record SplitStep(IReadOnlyList<VariantShare> Shares) : RolloutStep
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Title => $"Split {string.Join(", ", Shares.Select(s => $"{s.Name ?? TrafficSplit.DefaultName(s.Version)} {TrafficWeight.ToPercent(s.Weight)}"))}";
}

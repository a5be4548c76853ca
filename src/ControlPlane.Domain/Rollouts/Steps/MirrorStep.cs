using System.Text.Json.Serialization;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>Challengers receive copies of requests and never answer a caller. Immutable.</summary>
/// <param name="Versions">The challengers; empty ends mirroring.</param>
/// <param name="Share">Basis points of requests that are copied.</param>
public sealed record MirrorStep(IReadOnlyList<int> Versions, int Share) : RolloutStep
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Title => Versions.Count == 0
        ? "Stop mirroring"
        : $"Mirror {TrafficWeight.ToPercent(Share)} to {string.Join(", ", Versions.Select(v => $"v{v}"))}";
}

using ControlPlane.Domain.Models;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>What a recipe has to know besides the draft. Immutable.</summary>
public sealed record RecipeFacts
{
    /// <summary>The version the endpoint returns to.</summary>
    public required int StableVersion { get; init; }

    /// <summary>Versions of the endpoint's model.</summary>
    public required IReadOnlyList<ModelVersion> Versions { get; init; }

    /// <summary>Ids of the pool's reachable agents, in a fixed order.</summary>
    public required IReadOnlyList<string> Agents { get; init; }

    /// <summary>Time at a share where the draft says none.</summary>
    public TimeSpan UsualHold { get; init; } = TimeSpan.FromMinutes(5);
}

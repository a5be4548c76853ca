using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Rollouts;

/// <summary>What a bandit remembers beside its weights. Immutable.</summary>
public sealed record BanditState
{
    /// <summary>Nothing happened yet.</summary>
    public static BanditState None { get; } = new();

    /// <summary>Who holds the weights; null while they follow rewards.</summary>
    public BanditFreeze? Freeze { get; init; }

    /// <summary>Arms that harm took out, in order.</summary>
    public IReadOnlyList<RemovedArm> Removed { get; init; } = [];

    /// <summary>Versions of these arms.</summary>
    [JsonIgnore]
    public IEnumerable<int> RemovedVersions => Removed.Select(r => r.Version);

    /// <summary>The state of a rollout's bandit, also after its step has ended; <see cref="None"/> where there is none.</summary>
    public static BanditState Of(Rollout rollout) => rollout.Runs.LastOrDefault(r => r.Bandit is not null)?.Bandit ?? None;
}

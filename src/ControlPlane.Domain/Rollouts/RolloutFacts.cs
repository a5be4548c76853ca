using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Schedules;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Everything a decision about a rollout rests on, read at one moment. Immutable.</summary>
public sealed record RolloutFacts
{
    /// <summary>Members of the pool.</summary>
    public required IReadOnlyList<AgentStanding> Agents { get; init; }

    /// <summary>The endpoint's newest route revision.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>Name of the endpoint's champion.</summary>
    public required string Champion { get; init; }

    /// <summary>Names of the variants beside it that answer or receive copies, by version.</summary>
    public required IReadOnlyDictionary<int, string> Challengers { get; init; }

    /// <summary>Basis points by name of every variant that answers, as the split in force gives them; empty where weights do not say who gets what, as with rules.</summary>
    public IReadOnlyDictionary<string, int> Weights { get; init; } = new Dictionary<string, int>();

    /// <summary>What variants did since the stratum began.</summary>
    public required IEvidence Evidence { get; init; }

    /// <summary>What a bandit's arms earned; <see cref="RewardHistory.None"/> at other steps.</summary>
    public RewardHistory Rewards { get; init; } = RewardHistory.None;

    /// <summary>Drift that is alarmed now; null when nothing moved or nothing is known.</summary>
    public DriftStanding? Drift { get; init; }

    /// <summary>What sources outside answered lately.</summary>
    public ExternalReadings External { get; init; } = ExternalReadings.None;

    /// <summary>The newest answer to the question of the present gate by webhook; null when there is none.</summary>
    public HookReading? Hook { get; init; }

    /// <summary>When automation may advance.</summary>
    public ChangeSchedule Schedule { get; init; } = ChangeSchedule.Always;
}

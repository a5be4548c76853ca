using System.Text.Json.Serialization;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>Weights move by reward, interval by interval, until one arm is best with enough probability or the horizon ends. Immutable.</summary>
public sealed record BanditStep : RolloutStep
{
    /// <summary>The arms beside the stable version.</summary>
    public required IReadOnlyList<int> Versions { get; init; }

    /// <summary>How weights follow rewards.</summary>
    public BanditPolicy Policy { get; init; } = BanditPolicy.Thompson;

    /// <summary>The reward: <see cref="MetricName.Accuracy"/> or <see cref="MetricName.Reward"/>, more is better.</summary>
    public string Metric { get; init; } = MetricName.Accuracy;

    /// <summary>Least weight of every arm, basis points.</summary>
    public int Floor { get; init; } = 500;

    /// <summary>Least weight of the stable version, basis points; never below <see cref="Floor"/>.</summary>
    public int ChampionFloor { get; init; } = 2_000;

    /// <summary>
    /// How long an answer waits for its reward. Only answers whose time is over count, the same for every arm, so that an arm whose rewards come slowly does not look bad.
    /// </summary>
    public TimeSpan AttributionWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What an answer counts as whose time is over without a reward.</summary>
    public MissingReward Missing { get; init; } = MissingReward.Unknown;

    /// <summary>What one reward may be; null when nothing was declared.</summary>
    public RewardRange? RewardRange { get; init; }

    /// <summary>Share that <see cref="BanditPolicy.EpsilonGreedy"/> explores with, 0 to 1.</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>Rewarded requests that every arm needs before the first move.</summary>
    public long MinimumRewards { get; init; } = 100;

    /// <summary>Time between moves.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Time after which a reward counts half, for rewards that drift; null when every reward counts the same for ever.</summary>
    public TimeSpan? HalfLife { get; init; }

    /// <summary>Most basis points an arm's weight moves at once.</summary>
    public int MaximumMove { get; init; } = 2_000;

    /// <summary>Probability of being the best that ends it, 0.5 to 1.</summary>
    public double EndProbability { get; init; } = BanditRule.UsualEnd;

    /// <summary>Undecided at its end, it asks a person.</summary>
    public required TimeSpan Horizon { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override string Title => $"Bandit over {Versions.Count + 1} arms by {Metric}";

    /// <inheritdoc />
    [JsonIgnore]
    public override TimeSpan MinimumTime => Interval;
}

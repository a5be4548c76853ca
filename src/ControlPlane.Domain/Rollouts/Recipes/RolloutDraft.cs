using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>What a person chose for a rollout; what is null has the recipe's default. Immutable.</summary>
public sealed record RolloutDraft
{
    /// <summary>The recipe.</summary>
    public required RolloutStrategy Strategy { get; init; }

    /// <summary>The new versions; most strategies take one, shadow and bandit several.</summary>
    public IReadOnlyList<int> Versions { get; init; } = [];

    /// <summary>Shares of a ramp in basis points, ascending, without the last 100 %.</summary>
    public IReadOnlyList<int>? Steps { get; init; }

    /// <summary>Time at each share, each batch or the whole of a shadow.</summary>
    public TimeSpan? Hold { get; init; }

    /// <summary>Time after the switch in which harm still takes the version back.</summary>
    public TimeSpan? Bake { get; init; }

    /// <summary>Time for which the replaced version stays ready.</summary>
    public TimeSpan? KeepWarm { get; init; }

    /// <summary>Basis points: the challenger's share of an A/B test, or the share of requests that a shadow receives.</summary>
    public int? Share { get; init; }

    /// <summary>How many agents take a canary-rolling's first step.</summary>
    public int? Agents { get; init; }

    /// <summary>Agents that may be out of service at once in a rolling update.</summary>
    public int? MaxUnavailable { get; init; }

    /// <summary>Agents that may hold both versions at once in a rolling update.</summary>
    public int? MaxSurge { get; init; }

    /// <summary>Whether an A/B test assigns each request by itself in place of each caller.</summary>
    public bool PerRequest { get; init; }

    /// <summary>Who takes part in an A/B test; empty means everybody.</summary>
    public IReadOnlyList<AttributeCondition> Segment { get; init; } = [];

    /// <summary>Rules of a feature flag, or null for one rule by <see cref="Segment"/> and <see cref="Share"/>.</summary>
    public IReadOnlyList<FlagRule>? Rules { get; init; }

    /// <summary>What answers in place of a flag's version that cannot; null means the stable version.</summary>
    public FallbackAnswer? Fallback { get; init; }

    /// <summary>Value of the header <c>x-preview</c> that reaches a blue/green's new version before the switch.</summary>
    public string? Preview { get; init; }

    /// <summary>Whether a person decides before the switch.</summary>
    public bool? Gate { get; init; }

    /// <summary>Whether that must be another person than the one who starts it.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>What is watched and analysed; null means <see cref="AnalysisTemplate.Default"/>.</summary>
    public AnalysisTemplate? Analysis { get; init; }

    /// <summary>A stored template in place of <see cref="Analysis"/>, which it is resolved to before the plan is made; null when none is named.</summary>
    public TemplateReference? Template { get; init; }

    /// <summary>What the agents enforce alone; null means the recipe's.</summary>
    public GuardLimits? Guards { get; init; }

    /// <summary>Requests that every compared variant needs before a measurement counts; null means the checks' own numbers.</summary>
    public int? MinimumRequests { get; init; }

    /// <summary>Least accuracy by feedback that gates ask for, 0 to 1; null asks for none.</summary>
    public double? MinimumAccuracy { get; init; }

    /// <summary>Share of answers whose label must be known before a gate judges accuracy, 0 to 1; null judges by the labels there are.</summary>
    public double? MinimumCoverage { get; init; }

    /// <summary>How long a gate waits for labels before it asks a person; null means as long as a hold, at least 5 min.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>What an A/B test believes, in words.</summary>
    public string? Hypothesis { get; init; }

    /// <summary>What decides an A/B test, or rewards a bandit.</summary>
    public string? Metric { get; init; }

    /// <summary>How much worse still counts as no worse in an A/B test, in the metric's unit.</summary>
    public double? Margin { get; init; }

    /// <summary>Share of false alarms that an A/B test accepts, between 0 and 0.5.</summary>
    public double? Alpha { get; init; }

    /// <summary>Chance to find a difference as large as the margin, for which an A/B test is sized, from 0.5 to below 1.</summary>
    public double? Power { get; init; }

    /// <summary>Units per variant before an A/B test may be decided; rewards per arm before a bandit may move.</summary>
    public long? Samples { get; init; }

    /// <summary>Longest time of an A/B test or a bandit.</summary>
    public TimeSpan? Horizon { get; init; }

    /// <summary>How a bandit's weights follow rewards.</summary>
    public BanditPolicy? Policy { get; init; }

    /// <summary>Least weight of a bandit's arm, basis points.</summary>
    public int? Floor { get; init; }

    /// <summary>Least weight of the stable version in a bandit, basis points.</summary>
    public int? ChampionFloor { get; init; }

    /// <summary>Share that ε-greedy explores with, 0 to 1.</summary>
    public double? Epsilon { get; init; }

    /// <summary>How long a bandit's answer waits for its reward before it counts.</summary>
    public TimeSpan? AttributionWindow { get; init; }

    /// <summary>Time after which a bandit's reward counts half; null when rewards never age.</summary>
    public TimeSpan? HalfLife { get; init; }

    /// <summary>Probability of being the best arm that ends a bandit, from 0.5 to below 1.</summary>
    public double? EndProbability { get; init; }

    /// <summary>Most basis points a bandit's arm moves at once.</summary>
    public int? MaximumMove { get; init; }

    /// <summary>What a bandit's answer counts as that got no reward in that time.</summary>
    public MissingReward? Missing { get; init; }

    /// <summary>What one reward may be; null when nothing is declared.</summary>
    public RewardRange? RewardRange { get; init; }

    /// <summary>Whether a baseline of the stable version, as large as the challenger, is compared with.</summary>
    public bool HasBaseline { get; init; }

    /// <summary>Whether it starts although the stable version breaks a limit of the plan itself, because the new version is the remedy.</summary>
    public bool RollsForward { get; init; }

    /// <summary>Services outside that must agree, in the order they are asked.</summary>
    public IReadOnlyList<WebhookStep> Hooks { get; init; } = [];

    /// <summary>The parts of a composed plan, in order; only for <see cref="RolloutStrategy.Plan"/>.</summary>
    public IReadOnlyList<RolloutDraft> Stages { get; init; } = [];
}

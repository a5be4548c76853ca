using System.Text.Json.Serialization;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A rollout as a caller asks for it: only strategy and versions are needed.</summary>
internal sealed record RolloutBody
{
    /// <summary>Form of the plan; a newer one than this build reads is refused before anything else is said about it.</summary>
    public int SchemaVersion { get; init; } = RolloutPlan.CurrentSchemaVersion;

    public required RolloutStrategy Strategy { get; init; }

    public IReadOnlyList<int> Versions { get; init; } = [];

    public IReadOnlyList<int>? Steps { get; init; }

    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? Hold { get; init; }

    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? Bake { get; init; }

    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? KeepWarm { get; init; }

    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? Horizon { get; init; }

    public int? Share { get; init; }

    public int? Agents { get; init; }

    public int? MaxUnavailable { get; init; }

    public int? MaxSurge { get; init; }

    public bool PerRequest { get; init; }

    public IReadOnlyList<AttributeCondition> Segment { get; init; } = [];

    public IReadOnlyList<FlagRule>? Rules { get; init; }

    public FallbackBody? Fallback { get; init; }

    public string? Preview { get; init; }

    public bool? Gate { get; init; }

    public bool NeedsApproval { get; init; }

    public AnalysisBody? Analysis { get; init; }

    public GuardLimits? Guards { get; init; }

    public int? MinimumRequests { get; init; }

    public string? Hypothesis { get; init; }

    public string? Metric { get; init; }

    public double? Margin { get; init; }

    public double? Alpha { get; init; }

    public double? Power { get; init; }

    public long? Samples { get; init; }

    public BanditPolicy? Policy { get; init; }

    public int? Floor { get; init; }

    public int? ChampionFloor { get; init; }

    public double? Epsilon { get; init; }

    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? AttributionWindow { get; init; }

    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? HalfLife { get; init; }

    public int? MaximumMove { get; init; }

    public MissingReward? Missing { get; init; }

    public RewardRange? RewardRange { get; init; }

    public bool HasBaseline { get; init; }

    public IReadOnlyList<RolloutBody> Stages { get; init; } = [];

    public BusyPolicy OnBusy { get; init; } = BusyPolicy.Refuse;

    public string Reason { get; init; } = "";

    public RolloutDraft ToDraft() => new()
    {
        Strategy = Strategy,
        Versions = Versions,
        Steps = Steps,
        Hold = Hold,
        Bake = Bake,
        KeepWarm = KeepWarm,
        Horizon = Horizon,
        Share = Share,
        Agents = Agents,
        MaxUnavailable = MaxUnavailable,
        MaxSurge = MaxSurge,
        PerRequest = PerRequest,
        Segment = Segment,
        Rules = Rules,
        Fallback = Fallback?.ToAnswer(),
        Preview = Preview,
        Gate = Gate,
        NeedsApproval = NeedsApproval,
        Analysis = Analysis?.ToTemplate(),
        Guards = Guards,
        MinimumRequests = MinimumRequests,
        Hypothesis = Hypothesis,
        Metric = Metric,
        Margin = Margin,
        Alpha = Alpha,
        Power = Power,
        Samples = Samples,
        Policy = Policy,
        Floor = Floor,
        ChampionFloor = ChampionFloor,
        Epsilon = Epsilon,
        AttributionWindow = AttributionWindow,
        HalfLife = HalfLife,
        MaximumMove = MaximumMove,
        Missing = Missing,
        RewardRange = RewardRange,
        HasBaseline = HasBaseline,
        Stages = [.. Stages.Select(s => s.ToDraft())],
    };
}

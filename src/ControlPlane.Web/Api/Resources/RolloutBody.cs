using System.Text.Json;
using System.Text.Json.Serialization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Templates.Stored;
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

    /// <summary>A stored analysis template in place of <see cref="Analysis"/>: <c>name</c> or <c>name@version</c>.</summary>
    public string? Template { get; init; }

    /// <summary>Its arguments by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Arguments { get; init; } = new Dictionary<string, JsonElement>();

    public GuardLimits? Guards { get; init; }

    public int? MinimumRequests { get; init; }

    /// <summary>Least accuracy by feedback that gates ask for, 0 to 1.</summary>
    public double? MinimumAccuracy { get; init; }

    /// <summary>Share of answers whose label must be known before a gate judges accuracy.</summary>
    public double? MinimumCoverage { get; init; }

    /// <summary>How long a gate waits for labels before it asks a person.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? Patience { get; init; }

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

    public double? EndProbability { get; init; }

    public int? MaximumMove { get; init; }

    public MissingReward? Missing { get; init; }

    public RewardRange? RewardRange { get; init; }

    /// <summary>Whether the challenger is compared with as many callers of the stable version that come fresh to it.</summary>
    public bool Baseline { get; init; }

    /// <summary>Whether it starts although the stable version breaks a limit itself: then the plan carries a warning.</summary>
    public bool RollForward { get; init; }

    /// <summary>Services outside that must agree before the rollout goes on.</summary>
    public IReadOnlyList<HookBody> Hooks { get; init; } = [];

    public IReadOnlyList<RolloutBody> Stages { get; init; } = [];

    public BusyPolicy OnBusy { get; init; } = BusyPolicy.Refuse;

    public string Reason { get; init; } = "";

    /// <summary>The draft, or why the name of a template in it cannot be read.</summary>
    /// <param name="path">Where this body stands in the one that was sent, such as <c>stages[0].</c>; empty for the whole.</param>
    public Outcome<RolloutDraft> Read(string path = "")
    {
        if (Template is null && Arguments.Count > 0)
            return Refusal.OfField(TemplateRefusals.Invalid, $"{path}arguments", "are given without a template", "name the template they belong to");
        TemplateReference? template = null;
        if (Template is { } text)
        {
            var parsed = TemplateReference.Parse($"{path}template", text, Texts());
            if (parsed.Refusal is { } malformed)
                return malformed;
            template = parsed.Value;
        }

        var stages = new List<RolloutDraft>();
        foreach (var (index, stage) in Stages.Index())
        {
            var read = stage.Read($"{path}stages[{index}].");
            if (read.Refusal is { } refusal)
                return refusal;
            stages.Add(read.Value);
        }

        return ToDraft(template, stages);
    }

    private Dictionary<string, string> Texts() => Arguments.ToDictionary(a => a.Key, a => ArgumentText.Of(a.Value) ?? "", StringComparer.Ordinal);

    private RolloutDraft ToDraft(TemplateReference? template, IReadOnlyList<RolloutDraft> stages) => new()
    {
        Template = template,
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
        MinimumAccuracy = MinimumAccuracy,
        MinimumCoverage = MinimumCoverage,
        Patience = Patience,
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
        EndProbability = EndProbability,
        MaximumMove = MaximumMove,
        Missing = Missing,
        RewardRange = RewardRange,
        HasBaseline = Baseline,
        RollsForward = RollForward,
        Hooks = [.. Hooks.Select(h => h.ToStep())],
        Stages = stages,
    };
}

using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>Which fields each strategy has. Stateless.</summary>
public static class ShapeFields
{
    /// <summary>Stands for the time at a share that the control plane is configured with.</summary>
    public const string AsConfigured = "as configured";

    /// <summary>Begin of the names of a template's arguments.</summary>
    public const string Arguments = "arguments.";

    /// <summary>Orders of strategies that one plan may go through.</summary>
    public static readonly IReadOnlyList<(string Value, string Words)> Stages =
    [
        ("shadow,canary,ab-test", "shadow, then canary, then A/B test, then everybody"),
        ("shadow,canary", "shadow, then canary, then everybody"),
        ("canary,ab-test", "canary, then A/B test, then everybody"),
    ];

    private static readonly ShapeField Ramp = new("steps", "Shares of callers", ShapeFieldKind.Percents, "5, 25, 50 %", "Per cent, ascending, at most 50; the last 100 % is the switch.");
    private static readonly ShapeField Hold = new("hold", "Time at each share", ShapeFieldKind.Time, AsConfigured, "Such as 90s, 5m, 2h.");
    private static readonly ShapeField Bake = new("bake", "Watch after the switch", ShapeFieldKind.Time, "as long as a hold", "Harm in this time still takes it back.") { IsRare = true };
    private static readonly ShapeField KeepWarm = new("keepWarm", "Keep the old version ready", ShapeFieldKind.Time, "10m", "Going back in this time is a swap of tables.") { IsRare = true };
    private static readonly ShapeField Minimum = new("minimumRequests", "Requests before a verdict", ShapeFieldKind.Number, "100", "Of every compared variant.") { IsRare = true };
    private static readonly ShapeField Gate = new("gate", "Ask a person before the switch", ShapeFieldKind.Switch, "no");
    private static readonly ShapeField Approval = new("needsApproval", "Another person than you must say go", ShapeFieldKind.Switch, "no") { IsRare = true };
    private static readonly ShapeField Baseline = new("baseline", "Compare with a baseline as large as the challenger", ShapeFieldKind.Switch, "no", "The stable version once more, so that both have the same number of callers.") { IsRare = true };
    private static readonly ShapeField ErrorGuard = new("guards.errorShare", "Agents stop it at failed requests", ShapeFieldKind.Percent, "20 %", "Enforced by each agent alone, within a second.") { IsRare = true };
    private static readonly ShapeField LatencyGuard = new("guards.latencyP99Milliseconds", "Agents stop it at p99 latency, ms", ShapeFieldKind.Number, "not watched") { IsRare = true };
    private static readonly ShapeField Template = new("template", "What is watched and must pass", ShapeFieldKind.Template, "the product's own checks", "An analysis template, copied into the plan at the start.");
    private static readonly ShapeField Forward = new("rollForward", "Start although the stable version is unhealthy", ShapeFieldKind.Switch, "no", "Where the new version is the remedy; going back would not help then.") { IsRare = true };
    private static readonly ShapeField Segment = new("segment", "Only callers where", ShapeFieldKind.Text, "everybody", "Such as region=eu or region=eu,us.");
    private static readonly IReadOnlyList<ShapeField> Labels =
    [
        new("minimumAccuracy", "Accuracy by feedback that gates ask for", ShapeFieldKind.Percent, "not asked for", "Share of labelled answers that must be right.") { IsRare = true },
        new("minimumCoverage", "Gates wait until labels are known for", ShapeFieldKind.Percent, "the labels there are", "Share of answers; too few in time asks a person, and never counts as passed.") { IsRare = true },
        new("patience", "Gates wait for labels at most", ShapeFieldKind.Time, "as long as a hold", "Then the rollout pauses as inconclusive.") { IsRare = true },
    ];

    private static readonly IReadOnlyList<ShapeField> End = [Bake, KeepWarm, .. HookFields.All];
    private static readonly IReadOnlyList<ShapeField> Guards = [Template, Minimum, ErrorGuard, LatencyGuard, Forward];

    /// <summary>The fields of a strategy in their order.</summary>
    public static IReadOnlyList<ShapeField> Of(RolloutStrategy strategy) => strategy switch
    {
        RolloutStrategy.Canary => [Ramp, Hold, Gate, Baseline, Approval, .. Guards, .. Labels, .. End],
        RolloutStrategy.CanaryRolling =>
        [
            new("agents", "Agents in the first step", ShapeFieldKind.Number, "a tenth, at least 1"), Hold with { Label = "Time at each step" }, Gate, Approval, .. Guards, .. Labels, .. End,
        ],
        RolloutStrategy.Rolling =>
        [
            new("maxSurge", "Agents that may hold both versions at once", ShapeFieldKind.Number, "1"),
            new("maxUnavailable", "Agents that may be out of service at once", ShapeFieldKind.Number, "0"),
            Hold with { Label = "Time at each batch", Usual = "10s" }, Gate, Approval, .. Guards, .. End,
        ],
        RolloutStrategy.BlueGreen =>
        [
            new("preview", "Preview header x-preview", ShapeFieldKind.Text, "green", "Requests with this value reach the new version before the switch."),
            Gate with { Usual = "yes", Hint = "Without it, smoke analysis on previewed requests decides." }, Approval, .. Guards, .. End,
        ],
        RolloutStrategy.Recreate => [Gate, Approval, Bake, .. HookFields.All],
        RolloutStrategy.AbTest =>
        [
            new("hypothesis", "Hypothesis", ShapeFieldKind.Text, "the new version is no worse"),
            Metric with { Usual = "failed requests" },
            new("share", "Share of the new version", ShapeFieldKind.Percent, "50 %"),
            new("samples", "Units per variant", ShapeFieldKind.Number, "1,000", "Requests, labels or rewards before the one look."),
            Hold with { Label = "Least time" },
            new("horizon", "Longest time", ShapeFieldKind.Time, "7d"),
            Segment,
            new("margin", "Worse by less than this is no worse", ShapeFieldKind.Number, "by metric", "In the metric's unit: 0.01 is one point.") { IsRare = true },
            new("alpha", "False alarms accepted", ShapeFieldKind.Number, "0.05", "A share, below 0.5.") { IsRare = true },
            new("power", "Chance to find what matters", ShapeFieldKind.Number, "0.8", "A share, from 0.5 to below 1.") { IsRare = true },
            new("perRequest", "Assign each request by itself", ShapeFieldKind.Switch, "no", "Otherwise the same caller stays on the same side.") { IsRare = true },
            Gate with { IsRare = true }, Approval, .. Guards, .. End,
        ],
        RolloutStrategy.Shadow => [new("share", "Share of requests copied", ShapeFieldKind.Percent, "100 %"), Hold with { Label = "Compare at least for" }, .. HookFields.WithoutPromotion],
        RolloutStrategy.Bandit =>
        [
            new("policy", "How weights follow rewards", ShapeFieldKind.Choice, "Thompson sampling")
            {
                Options = [.. Enum.GetValues<BanditPolicy>().Select(p => (WizardChoice.WordOf(p), p == BanditPolicy.Thompson ? "Thompson sampling" : p == BanditPolicy.Ucb1 ? "UCB1" : "ε-greedy"))],
            },
            Metric with { Label = "Reward", Usual = "accuracy", Options = [(MetricName.Accuracy, "accuracy by feedback"), (MetricName.Reward, "reward by feedback")] },
            Hold with { Label = "Time between moves", Usual = "60s" },
            new("attributionWindow", "An answer waits for its reward", ShapeFieldKind.Time, "60s", "Only answers older than this count, the same for every arm, so that slow rewards do not look like none."),
            new("floor", "Least share of every arm", ShapeFieldKind.Percent, "5 %", "Explores for ever, evenly."),
            new("maximumMove", "An arm moves at most, at once", ShapeFieldKind.Percent, "20 %", "In points of share."),
            new("halfLife", "A reward counts half after", ShapeFieldKind.Time, "never", "For rewards that drift; never assumes that each arm stays as good as it is."),
            new("samples", "Rewards per arm before the first move", ShapeFieldKind.Number, "100"),
            new("endProbability", "Ends when an arm is best with a probability of", ShapeFieldKind.Percent, "95 %", "Higher lets weights move on and learn longer; below 100 %."),
            new("horizon", "Longest time", ShapeFieldKind.Time, "7d", "Undecided then, it asks a person."),
            new("championFloor", "Least share of the stable version", ShapeFieldKind.Percent, "20 %") { IsRare = true },
            new("epsilon", "Share for exploring by ε-greedy", ShapeFieldKind.Percent, "10 %", "Only for that policy.") { IsRare = true },
            new("missing", "An answer without a reward in that time counts as", ShapeFieldKind.Choice, "not known", "0 is right for conversions of which only those that happen are reported.")
            {
                IsRare = true,
                Options = [(WizardChoice.WordOf(MissingReward.Unknown), "not known"), (WizardChoice.WordOf(MissingReward.Zero), "a reward of 0")],
            },
            .. Guards, .. End,
        ],
        RolloutStrategy.FeatureFlag =>
        [
            new("rules", "Rules, tried in order", ShapeFieldKind.Rules, "10 % of everybody"),
            new("fallback.version", "If the new version cannot answer", ShapeFieldKind.Version, "the stable version answers") { IsRare = true },
            new("fallback.constant", "Or a constant answer", ShapeFieldKind.Text, "none", "A whole answer as JSON that stands in, in place of a version.") { IsRare = true },
            Approval, .. Guards, .. End,
        ],
        RolloutStrategy.Plan =>
        [
            new("stages", "In this order", ShapeFieldKind.Choice, Stages[0].Words) { Options = Stages },
            new("share", "Share of requests copied to the shadow", ShapeFieldKind.Percent, "100 %"),
            Ramp with { Label = "Canary's shares of callers" }, Hold with { Label = "Time at each stage and share" },
            new("samples", "Units per variant of the A/B test", ShapeFieldKind.Number, "1,000"), Gate, Approval, .. Guards, .. End,
        ],
        _ => throw new InvalidOperationException($"{strategy} has no fields."),
    };

    /// <summary>The same fields with what is stored: templates to choose from, and the parameters of the chosen one.</summary>
    public static IReadOnlyList<ShapeField> Of(RolloutStrategy strategy, IReadOnlyList<RegisteredTemplate> templates, string? chosen)
    {
        var version = templates.FirstOrDefault(t => t.Name == chosen)?.Versions[^1];
        return
        [
            .. Of(strategy).Where(f => f.Kind != ShapeFieldKind.Template || templates.Count > 0).SelectMany(f => f.Kind == ShapeFieldKind.Template
                ? [f with { Options = [.. templates.Select(t => (t.Name, $"{t.Name}, version {t.Versions[^1].Number}"))] }, .. (version?.Parameters ?? []).Select(Argument)]
                : new[] { f }),
        ];
    }

    private static ShapeField Argument(TemplateParameter parameter) => new(
        $"{Arguments}{parameter.Name}",
        $"Argument {parameter.Name}",
        ShapeFieldKind.Text,
        parameter.Default ?? "none: it must be given",
        parameter.Description.Length == 0 ? "" : $"{parameter.Description.TrimEnd('.')}.");

    private static ShapeField Metric => new("metric", "Deciding metric", ShapeFieldKind.Choice, "")
    {
        Options = [(MetricName.ErrorShare, "failed requests"), (MetricName.InvalidShare, "invalid answers"), (MetricName.TimeoutShare, "timeouts"), (MetricName.Accuracy, "accuracy by feedback"), (MetricName.Reward, "reward by feedback")],
    };
}

using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>What recipes have in common: defaults and the end of a plan. Stateless.</summary>
internal static class Parts
{
    public static readonly TimeSpan UsualKeepWarm = TimeSpan.FromMinutes(10);

    /// <summary>Limits the agents enforce alone unless told otherwise: far beyond what analysis would let pass, so that they only speak for a disaster.</summary>
    public static GuardLimits UsualGuards { get; } = new() { ErrorShare = 0.2, TimeoutShare = 0.2, InvalidOutputShare = 0.2 };

    public static TimeSpan HoldOf(RolloutDraft draft, RecipeFacts facts) => draft.Hold ?? facts.UsualHold;

    public static GuardLimits GuardsOf(RolloutDraft draft) => draft.Guards ?? UsualGuards;

    public static AnalysisTemplate AnalysisOf(RolloutDraft draft)
    {
        var template = draft.Analysis ?? AnalysisTemplate.Default;
        return draft.MinimumRequests is { } minimum
            ? template with { Checks = [.. template.Checks.Select(c => c with { MinimumRequests = minimum })] }
            : template;
    }

    /// <summary>The same checks as a gate at the end of a hold: one look on everything since the step began.</summary>
    public static AnalyseStep GateOf(RolloutDraft draft, RecipeFacts facts)
    {
        var template = AnalysisOf(draft);

        // The judge needs its intervals whatever the hold is; unless told otherwise, twice their time is patience enough.
        if (template.Judge is not null)
            return new AnalyseStep(template, draft.Patience ?? Max(HoldOf(draft, facts), Max(FirstLookOf(template) * 2, TimeSpan.FromMinutes(5))));

        return new AnalyseStep(
            template with { Comparison = draft.Analysis?.Comparison, Checks = [.. template.Checks.Concat(LabelChecks(draft)).Select(c => c with { Window = null, InitialDelay = TimeSpan.Zero, FailureLimit = 0, FailureWindow = null })] },
            Patience: draft.Patience ?? Max(HoldOf(draft, facts), TimeSpan.FromMinutes(5)));
    }

    /// <summary>How long a template's canary judge collects intervals before it looks for the first time.</summary>
    public static TimeSpan FirstLookOf(AnalysisTemplate template) => template.Checks.Max(c => c.InitialDelay + (c.Interval * template.Judge!.MinimumValues));

    // Labels come late, so only gates wait for them; what runs throughout would have to judge without.
    private static IEnumerable<MetricCheck> LabelChecks(RolloutDraft draft)
    {
        if (draft.MinimumAccuracy is { } least)
            yield return new MetricCheck { Metric = MetricName.Accuracy, Minimum = least, MinimumCoverage = draft.MinimumCoverage };
    }

    /// <summary>Switch, watch, keep the old version warm.</summary>
    public static IEnumerable<RolloutStep> End(RolloutDraft draft, RecipeFacts facts)
    {
        if (draft.Gate == true || draft.NeedsApproval)
            yield return new HoldStep(null, RolloutPlan.SwitchGate(draft.Versions[0]), draft.NeedsApproval);
        yield return new SwitchStep(draft.Versions[0]);
        yield return new BakeStep(draft.Bake ?? HoldOf(draft, facts));
        yield return new RetireStep(draft.KeepWarm ?? UsualKeepWarm);
    }

    public static IReadOnlyList<VariantShare> Shares(RolloutDraft draft, RecipeFacts facts, int share)
    {
        var version = draft.Versions[0];
        return (draft.HasBaseline || draft.Analysis is { NeedsBaseline: true }) && share * 2 <= TrafficWeight.Whole
            ?
            [
                new VariantShare(facts.StableVersion, TrafficWeight.Whole - (2 * share)),
                new VariantShare(facts.StableVersion, share, "baseline"),
                new VariantShare(version, share),
            ]
            : [new VariantShare(facts.StableVersion, TrafficWeight.Whole - share), new VariantShare(version, share)];
    }

    public static IEnumerable<string> CanaryWarnings(IEnumerable<int> shares)
    {
        var last = shares.LastOrDefault();
        if (last is > 3_000 and < TrafficWeight.Whole)
            yield return $"A canary share of {TrafficWeight.ToPercent(last)} is above the usual 5 to 30 %: many callers see a bad version.";
        if (last is > 0 and < 500)
            yield return $"A canary share of {TrafficWeight.ToPercent(last)} is below the usual 5 to 30 %: evidence takes long.";
    }

    public static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}

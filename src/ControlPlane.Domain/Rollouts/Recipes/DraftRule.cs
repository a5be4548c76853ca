using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>Whether a draft's fields are acceptable by themselves. Stateless.</summary>
internal static class DraftRule
{
    /// <summary>Largest share a canary may have before the switch, basis points.</summary>
    public const int MaximumCanary = 5_000;

    /// <summary>Shortest time for which a replaced version stays ready.</summary>
    public static readonly TimeSpan LeastKeepWarm = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(90);

    public static void Check(string path, RolloutDraft draft, Problems problems)
    {
        CheckTimes(path, draft, problems);
        CheckNumbers(path, draft, problems);
        CheckSteps(path, draft, problems);
        CheckMetric(path, draft, problems);
        CheckLabels(path, draft, problems);
        if (draft.Strategy == RolloutStrategy.Bandit)
            BanditDraftRule.Check(path, draft, problems);
        if (draft is { HasBaseline: true, Strategy: not RolloutStrategy.Canary })
            problems.Add($"{path}baseline", "is asked for where no canary splits callers", "use the strategy canary, or leave it out");
        if (draft.Analysis is { } analysis)
            CheckAnalysis(path, draft, analysis, problems);
        if (draft is { Strategy: RolloutStrategy.Shadow, Analysis.Checks: { } checks })
            CheckShadow(path, checks, problems);
        if (draft.Guards is { } guards)
            EndpointSettings.CheckGuards($"{path}guards", guards, problems);
        CheckRules(path, draft, problems);
        PlannedHooks.Check(path, draft.Hooks, problems);
        if (path.Length > 0 && draft.Hooks.Count > 0)
            problems.Add($"{path}hooks", "stand at a part of a plan", "put them on the plan itself");
        if (draft.Strategy != RolloutStrategy.Plan)
            return;

        if (draft.Stages.Count is 0 or > 10)
            problems.Add($"{path}stages", $"are {draft.Stages.Count}", "give 1 to 10");
        for (var index = 0; index < draft.Stages.Count; index++)
        {
            if (draft.Stages[index].Strategy is RolloutStrategy.Shadow or RolloutStrategy.Canary or RolloutStrategy.AbTest)
                Check($"{path}stages[{index}].", draft.Stages[index], problems);
            else
                problems.Add($"{path}stages[{index}].strategy", "cannot be a part of a plan", "use shadow, canary or ab-test");
        }
    }

    private static void CheckAnalysis(string path, RolloutDraft draft, AnalysisTemplate analysis, Problems problems)
    {
        AnalysisTemplateRule.Check($"{path}analysis", analysis, problems);
        if (problems.Any || analysis.Judge is not { } judge || draft.Patience is not { } patience)
            return;
        var needed = Parts.FirstLookOf(analysis);
        if (patience < needed)
            problems.Add($"{path}patience", $"is {DurationText.Of(patience)}, but the canary judge first looks after {DurationText.Of(needed)}, {judge.MinimumValues} intervals", "give it at least that long, or leave it out");
    }

    private static void CheckShadow(string path, IReadOnlyList<MetricCheck> checks, Problems problems)
    {
        for (var index = 0; index < checks.Count; index++)
        {
            if (MetricName.IsCausedByAnswers(checks[index].Metric))
                problems.Add($"{path}analysis.checks[{index}].metric", $"is '{checks[index].Metric}', which answers cause, and a shadow's answers reach nobody", "judge it in a canary or an A/B test");
        }
    }

    private static void CheckTimes(string path, RolloutDraft draft, Problems problems)
    {
        foreach (var (name, time) in new[] { ("hold", draft.Hold), ("bake", draft.Bake), ("keepWarm", draft.KeepWarm), ("horizon", draft.Horizon), ("attributionWindow", draft.AttributionWindow), ("patience", draft.Patience), ("halfLife", draft.HalfLife) })
        {
            if (time is { } given && (given < TimeSpan.Zero || given > LongestTime))
                problems.Add($"{path}{name}", $"is {given.TotalSeconds:0.###} s", "use 0 s to 90 days");
        }

        if (draft.KeepWarm is { } warm && warm >= TimeSpan.Zero && warm < LeastKeepWarm)
            problems.Add($"{path}keepWarm", $"is {warm.TotalSeconds:0.###} s", $"keep the old version ready for at least {LeastKeepWarm.TotalSeconds:0} s, so that going back needs no load");
    }

    private static void CheckNumbers(string path, RolloutDraft draft, Problems problems)
    {
        if (draft.Share is < 1 or > TrafficWeight.Whole)
            problems.Add($"{path}share", $"is {draft.Share}", "use 1 to 10000 basis points");
        if (draft.Share > MaximumCanary && draft.Strategy == RolloutStrategy.AbTest)
            problems.Add($"{path}share", $"is {TrafficWeight.ToPercent(draft.Share.Value)}", "give a challenger at most 50 % before the switch");
        foreach (var (name, number) in new[] { ("agents", draft.Agents), ("maxUnavailable", draft.MaxUnavailable), ("maxSurge", draft.MaxSurge), ("minimumRequests", draft.MinimumRequests) })
        {
            var least = name.StartsWith("max", StringComparison.Ordinal) ? 0 : 1;
            if (number < least || number > 1_000_000)
                problems.Add($"{path}{name}", $"is {number}", $"use {least} to 1000000");
        }

        if (draft is { MaxUnavailable: 0, MaxSurge: 0 })
            problems.Add($"{path}maxSurge", "and maxUnavailable are both 0, so no agent could ever change", "allow one of them");
        if (draft.Samples is < 1)
            problems.Add($"{path}samples", $"is {draft.Samples}", "use 1 or more");
        ExperimentPlanRule.CheckAlpha($"{path}alpha", draft.Alpha, problems);
        ExperimentPlanRule.CheckPower($"{path}power", draft.Power, problems);
        if (draft.Margin is { } margin && (!double.IsFinite(margin) || margin < 0))
            problems.Add($"{path}margin", $"is {margin}", "say how much worse still counts as no worse: a finite number, 0 or more");
    }

    private static void CheckSteps(string path, RolloutDraft draft, Problems problems)
    {
        if (draft.Steps is not { } steps)
            return;
        if (steps.Count is 0 or > 50)
            problems.Add($"{path}steps", $"are {steps.Count}", "give 1 to 50 shares in basis points");
        for (var index = 0; index < steps.Count; index++)
        {
            if (steps[index] is < 1 or > TrafficWeight.Whole)
                problems.Add($"{path}steps[{index}]", $"is {steps[index]}", "use 1 to 10000 basis points");
            else if (steps[index] > MaximumCanary && steps[index] < TrafficWeight.Whole)
                problems.Add($"{path}steps[{index}]", $"is {TrafficWeight.ToPercent(steps[index])}", "never give a canary more than 50 % before the switch");
            if (index > 0 && steps[index] <= steps[index - 1])
                problems.Add($"{path}steps[{index}]", $"is {steps[index]} after {steps[index - 1]}", "put the shares in ascending order");
        }
    }

    private static void CheckMetric(string path, RolloutDraft draft, Problems problems)
    {
        if (draft.Metric is not { } metric)
            return;
        IReadOnlyList<string> allowed = draft.Strategy == RolloutStrategy.Bandit
            ? [MetricName.Accuracy, MetricName.Reward]
            : [MetricName.Accuracy, MetricName.Reward, MetricName.ErrorShare, MetricName.TimeoutShare, MetricName.InvalidShare];
        if (!allowed.Contains(metric, StringComparer.Ordinal))
            problems.Add($"{path}metric", $"is '{metric}'", $"use one of {string.Join(", ", allowed)}");
    }

    private static void CheckLabels(string path, RolloutDraft draft, Problems problems)
    {
        foreach (var (name, share) in new[] { ("minimumAccuracy", draft.MinimumAccuracy), ("minimumCoverage", draft.MinimumCoverage) })
        {
            if (share is not (null or > 0 and <= 1))
                problems.Add($"{path}{name}", $"is {share}", "use a share above 0, up to 1");
        }

        if (draft is { MinimumCoverage: not null, MinimumAccuracy: null })
            problems.Add($"{path}minimumCoverage", "stands without minimumAccuracy, so nothing would wait for labels", "say which accuracy the gate asks for");
        if (draft.MinimumAccuracy is not null && draft.Strategy is not (RolloutStrategy.Canary or RolloutStrategy.CanaryRolling))
            problems.Add($"{path}minimumAccuracy", "is for gates, which this strategy has none of", "use a canary, or an analysis of your own");
        if (draft is { MinimumAccuracy: not null, Analysis.Judge: not null })
            problems.Add($"{path}minimumAccuracy", "does not go with a judge of series", "put the accuracy into the judge's own checks");
    }

    private static void CheckRules(string path, RolloutDraft draft, Problems problems)
    {
        if (draft.Rules is not { } rules)
            return;
        if (rules.Count is 0 or > 100)
            problems.Add($"{path}rules", $"are {rules.Count}", "give 1 to 100");
        for (var index = 0; index < rules.Count; index++)
        {
            problems.Add(NameRule.Check($"{path}rules[{index}].id", rules[index].Id));
            if (rules[index].Share is < 0 or > TrafficWeight.Whole)
                problems.Add($"{path}rules[{index}].share", $"is {rules[index].Share}", "use 0 to 10000 basis points");
            if (!draft.Versions.Contains(rules[index].Version))
                problems.Add($"{path}rules[{index}].version", $"is {rules[index].Version}, which the rollout does not name", $"use one of {string.Join(", ", draft.Versions)}");
            if (rules[index].Conditions.Count == 0 && index < rules.Count - 1)
                problems.Add($"{path}rules[{index}].conditions", "are empty, so no later rule is ever reached", "put the rule for everybody last");
            if (rules.Take(index).Any(r => r.Id == rules[index].Id))
                problems.Add($"{path}rules[{index}].id", $"'{rules[index].Id}' is used twice", "give each rule an id of its own");
        }
    }
}

using ControlPlane.Domain.Analysis.Judges;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Analysis.Templates.Judged;

/// <summary>Whether the canary judge can score a template. Stateless.</summary>
internal static class JudgeRule
{
    public static void Check(string path, AnalysisTemplate template, Problems problems)
    {
        var judge = template.Judge!;
        if (template.Comparison is not null)
            problems.Add($"{path}.comparison", "stands beside the canary judge, which decides alone", "choose one of the two");
        if (judge.MinimumValues is < 10 or > CheckRun.KeptPairs)
            problems.Add($"{path}.judge.minimumValues", $"is {judge.MinimumValues}", $"use 10 to {CheckRun.KeptPairs} intervals; about 50 are needed for a fair look");
        if (!(judge.Marginal >= 0 && judge.Marginal <= judge.Pass && judge.Pass <= 100))
            problems.Add($"{path}.judge.marginal", $"is {judge.Marginal} with pass {judge.Pass}", "use 0 to 100, and not more than pass");
        foreach (var (group, weight) in judge.Weights)
        {
            if (!(weight >= 0 && weight <= 100))
                problems.Add($"{path}.judge.weights.{group}", $"is {weight}", "use 0 to 100 per cent");
            if (template.Checks.All(c => (c.Judged ?? new JudgedMetric()).Group != group))
                problems.Add($"{path}.judge.weights.{group}", "names a group that no check is in", "name the group of a check");
        }

        if (judge.Weights.Values.Sum() > 100)
            problems.Add($"{path}.judge.weights", $"sum to {judge.Weights.Values.Sum()}", "use at most 100 per cent together");
        for (var index = 0; index < template.Checks.Count; index++)
            Check($"{path}.checks[{index}]", template.Checks[index], problems);
    }

    private static void Check(string path, MetricCheck check, Problems problems)
    {
        if (check.Maximum is not null || check.Minimum is not null || check.IsCompared)
            problems.Add(path, "has a limit, which the canary judge would never look at", "leave limits out, or leave the judge out");
        if (check.Window != check.Interval)
            problems.Add($"{path}.window", "is not the interval", "leave it out: the canary judge takes one value per interval");
        if (check.Source is Sources.WebhookSource)
            problems.Add($"{path}.source", "is a webhook, which answers for one moment and may give a verdict instead of a value", "use a builtin metric or Prometheus with the canary judge");
        if (check.Judged is not { } judged)
            return;
        if (judged.Group.Length is 0 or > 60)
            problems.Add($"{path}.judged.group", $"has {judged.Group.Length} characters", "use 1 to 60");
        CheckSizes($"{path}.judged", judged, problems);
        CheckMissing(path, check, judged, problems);
    }

    private static void CheckMissing(string path, MetricCheck check, JudgedMetric judged, Problems problems)
    {
        if (judged.Missing != MissingValues.ReplaceByZero)
            return;
        if (judged.MustHaveData)
            problems.Add($"{path}.judged.missing", "takes missing values as 0, so data can never be missing", "choose one: remove them, or do not demand data");
        if (check.Source is null)
            problems.Add($"{path}.judged.missing", $"takes missing values of {check.Metric} as 0, so a challenger that nobody asks would pass", "remove them: only counters of a source outside say nothing when nothing happens");
    }

    private static void CheckSizes(string path, JudgedMetric judged, Problems problems)
    {
        var (neutral, largest, unit) = judged.Measure == EffectMeasure.MeanRatio ? (1.0, double.MaxValue, "a ratio of means") : (0.5, 1.0, "a chance");
        foreach (var (name, size) in new[] { ("allowedIncrease", judged.AllowedIncrease), ("criticalIncrease", judged.CriticalIncrease) })
        {
            if (size is { } rise && !(rise >= neutral && rise <= largest))
                problems.Add($"{path}.{name}", $"is {rise}", judged.Measure == EffectMeasure.MeanRatio ? $"use {unit} of 1 or more, such as 1.1" : $"use {unit} from 0.5 to 1");
        }

        foreach (var (name, size) in new[] { ("allowedDecrease", judged.AllowedDecrease), ("criticalDecrease", judged.CriticalDecrease) })
        {
            if (size is { } fall && !(fall > 0 && fall <= neutral))
                problems.Add($"{path}.{name}", $"is {fall}", $"use {unit} above 0 and at most {neutral}, such as {neutral * 0.9:0.##}");
        }
    }
}

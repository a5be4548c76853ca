using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates.Judged;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>Whether an analysis can be run; asked when it is saved, so that it cannot fail for its form when it runs. Stateless.</summary>
internal static class AnalysisTemplateRule
{
    private const int MaximumChecks = 20;
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);

    public static void Check(string path, AnalysisTemplate template, Problems problems)
    {
        if (template.Checks.Count is 0 or > MaximumChecks)
            problems.Add($"{path}.checks", $"are {template.Checks.Count}", $"give 1 to {MaximumChecks}");
        for (var index = 0; index < template.Checks.Count; index++)
            Check($"{path}.checks[{index}]", template.Checks[index], template.Judge is not null, problems);
        if (template.Judge is not null)
            JudgeRule.Check(path, template, problems);
        if (template.Checks.Count > 0 && template.Checks.All(c => c.IsDryRun))
            problems.Add($"{path}.checks", "are all only shown, so nothing would ever decide", "let at least one decide");
        if (template.Comparison is { } comparison)
            ComparisonPlanRule.Check($"{path}.comparison", comparison, problems);
    }

    private static void Check(string path, MetricCheck check, bool isJudged, Problems problems)
    {
        if (check.Source is { } source)
            SourceRule.Check(path, check, source, problems);
        else if (!MetricName.IsKnown(check.Metric))
            problems.Add($"{path}.metric", $"is '{check.Metric}', which is no metric", $"use one of {string.Join(", ", MetricName.All)}");
        if (!isJudged && check is { Maximum: null, Minimum: null, IsCompared: false, Source: not WebhookSource })
            problems.Add(path, "has no limit", "give maximum, minimum, maximumIncrease, maximumIncreaseShare or maximumDecrease");
        if (check.IsCompared && MetricName.IsPaired(check.Metric))
            problems.Add(path, $"compares {check.Metric} with the champion's, which has none: it is a distance from the champion", "give maximum or minimum");
        foreach (var (name, value) in LimitsOf(check))
        {
            if (value is { } limit && !double.IsFinite(limit))
                problems.Add($"{path}.{name}", $"is {limit}", "use a finite number");
        }

        if (check.MaximumIncrease is < 0 || check.MaximumIncreaseShare is < 0 || check.MaximumDecrease is < 0)
            problems.Add(path, "has a margin below 0", "margins are how much worse still passes: use 0 or more");
        if (check.Interval < TimeSpan.FromSeconds(1) || check.Interval > LongestWindow)
            problems.Add($"{path}.interval", $"is {check.Interval.TotalSeconds:0.###} s", "use 1 s to 1 day");
        if (check.Window is { } window && (window < TimeSpan.FromSeconds(1) || window > LongestWindow))
            problems.Add($"{path}.window", $"is {window.TotalSeconds:0.###} s", "use 1 s to 1 day");
        if (check.InitialDelay < TimeSpan.Zero || check.InitialDelay > LongestWindow)
            problems.Add($"{path}.initialDelay", $"is {check.InitialDelay.TotalSeconds:0.###} s", "use 0 s to 1 day");
        if (check.MinimumRequests < 1)
            problems.Add($"{path}.minimumRequests", $"is {check.MinimumRequests}", "use 1 or more: no data is never success");
        if (check.MinimumCoverage is { } coverage && coverage is not (> 0 and <= 1))
            problems.Add($"{path}.minimumCoverage", $"is {coverage}", "use a share above 0 up to 1");
        else if (check.MinimumCoverage is not null && !MetricName.NeedsLabels(check.Metric))
            problems.Add($"{path}.minimumCoverage", $"is given for {check.Metric}, which needs no labels", "leave it out, or use it with accuracy, auc, calibration-error or cost");
        if (check.FailureLimit < 0 || check.ErrorLimit < 0 || check.ConsecutiveFailureLimit < 0)
            problems.Add(path, "has a limit of failures below 0", "use 0 or more");
        if (check.FailureWindow is { } last && last <= check.FailureLimit)
            problems.Add($"{path}.failureWindow", $"is {last}, so more than {check.FailureLimit} failures can never be in it", "make it larger than failureLimit");
    }

    private static IEnumerable<(string Name, double? Value)> LimitsOf(MetricCheck check) =>
    [
        ("maximum", check.Maximum),
        ("minimum", check.Minimum),
        ("maximumIncrease", check.MaximumIncrease),
        ("maximumIncreaseShare", check.MaximumIncreaseShare),
        ("maximumDecrease", check.MaximumDecrease),
    ];
}

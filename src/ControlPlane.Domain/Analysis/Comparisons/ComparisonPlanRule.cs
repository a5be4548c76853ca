using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>Whether a comparison can be made as it is planned; asked when it is saved. Stateless.</summary>
internal static class ComparisonPlanRule
{
    private const int MaximumMetrics = 20;

    private static readonly string[] Compared =
    [
        MetricName.Accuracy, MetricName.Agreement, MetricName.ErrorShare, MetricName.InvalidShare, MetricName.LatencyP50,
        MetricName.LatencyP95, MetricName.LatencyP99, MetricName.Reward, MetricName.TimeoutShare,
    ];

    public static void Check(string path, ComparisonPlan plan, Problems problems)
    {
        if (plan.Metrics.Count is 0 or > MaximumMetrics)
            problems.Add($"{path}.metrics", $"are {plan.Metrics.Count}", $"give 1 to {MaximumMetrics}");
        for (var index = 0; index < plan.Metrics.Count; index++)
        {
            Check($"{path}.metrics[{index}]", plan.Metrics[index], problems);
            if (plan.Metrics.Take(index).Any(m => m.Metric == plan.Metrics[index].Metric))
                problems.Add($"{path}.metrics[{index}].metric", $"names {plan.Metrics[index].Metric} twice", "compare each metric once");
        }

        if (plan.MinimumUnits < 1)
            problems.Add($"{path}.minimumUnits", $"is {plan.MinimumUnits}", "use 1 or more: no data is never success");
        if (plan.PlannedPerVariant is < 1)
            problems.Add($"{path}.plannedPerVariant", $"is {plan.PlannedPerVariant}", "use 1 or more");
        if (plan.SampleRatioThreshold is not (> 0 and < 0.5))
            problems.Add($"{path}.sampleRatioThreshold", $"is {plan.SampleRatioThreshold}", "use a number between 0 and 0.5, such as 0.001");
        if (plan.Interval < TimeSpan.FromSeconds(1) || plan.Interval > TimeSpan.FromDays(1))
            problems.Add($"{path}.interval", $"is {plan.Interval.TotalSeconds:0.###} s", "use 1 s to 1 day");
    }

    public static void Check(string path, ComparedMetric metric, Problems problems)
    {
        if (!Compared.Contains(metric.Metric, StringComparer.Ordinal))
            problems.Add($"{path}.metric", $"is '{metric.Metric}'", $"use one of {string.Join(", ", Compared)}");
        if (!(double.IsFinite(metric.Margin) && metric.Margin >= 0))
            problems.Add($"{path}.margin", $"is {metric.Margin}", "say how much worse still counts as no worse: a finite number of at least 0, whichever way the metric is good");
        if (metric.MarginShare is { } share && !(double.IsFinite(share) && share > 0))
            problems.Add($"{path}.marginShare", $"is {share}", "use a finite share above 0, such as 0.1 for a tenth");
        if (metric.HarmGate is { } gate && !(double.IsFinite(gate) && gate >= 0))
            problems.Add($"{path}.harmGate", $"is {gate}", "use a finite number of at least 0");
        if (metric.Alpha is not (> 0 and < 0.5))
            problems.Add($"{path}.alpha", $"is {metric.Alpha}", "use a number between 0 and 0.5, such as 0.05");
        if (metric.TuningSampleSize < 2)
            problems.Add($"{path}.tuningSampleSize", $"is {metric.TuningSampleSize}", "use the planned units of both variants together");
    }
}

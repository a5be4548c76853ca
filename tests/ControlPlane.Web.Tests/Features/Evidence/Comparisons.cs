using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Tests.Features.Evidence;

/// <summary>Analyses that compared version 2 with version 1, made by the product's own judge.</summary>
public static class Comparisons
{
    public static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ComparisonPlan Plan(string metric = MetricName.ErrorShare, double margin = 0.01, long planned = 4_000) => new()
    {
        Metrics = [new ComparedMetric { Metric = metric, Margin = margin, Role = MetricRole.Goal, TuningSampleSize = 2 * planned }],
        PlannedPerVariant = planned,
    };

    public static VariantEvidence Errors(long errors, long requests) => new() { Requests = requests, Errors = errors };

    /// <summary>An analysis after a look.</summary>
    public static AnalysisRun Run(ComparisonPlan plan, VariantEvidence champion, VariantEvidence challenger, (int Champion, int Challenger)? weights = null) => Unlooked(plan) with
    {
        Comparison = ComparisonJudge.Compare(
            plan,
            new ComparisonInput
            {
                Champion = new ComparedVariant("v1", champion, weights?.Champion),
                Challengers = [new ComparedVariant("v2", challenger, weights?.Challenger)],
                Completeness = new Completeness { Share = 1, Agents = 1, Reporting = 1, OldestGap = TimeSpan.Zero },
            },
            At),
    };

    /// <summary>An analysis before its first look.</summary>
    public static AnalysisRun Unlooked(ComparisonPlan? plan) => new() { Template = "test", Since = At, Checks = [], Challengers = ["v2"], ComparisonPlan = plan };
}

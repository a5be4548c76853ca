using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates.Judged;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>Checks that together judge a challenger. Immutable.</summary>
public sealed record AnalysisTemplate
{
    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the stored template it was resolved from; null when it is none.</summary>
    public int? Version { get; init; }

    /// <summary>Arguments it was resolved with, as text by name.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Scores all checks together by their series in place of each check's limits; null judges each check by its limits.</summary>
    public JudgeSettings? Judge { get; init; }

    /// <summary>What follows when something cannot be measured for too long.</summary>
    public ErrorResponse OnError { get; init; }

    /// <summary>Whether a canary compares its challenger with a baseline: as many callers of the stable version, who come to it at the same moment.</summary>
    public bool NeedsBaseline { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<MetricCheck> Checks { get; init; }

    /// <summary>What is compared with the champion by always-valid statistics beside the checks; null when nothing is.</summary>
    public ComparisonPlan? Comparison { get; init; }

    /// <summary>Everything that is wrong with it; empty when it can be run.</summary>
    /// <param name="path">Of the fields, as the caller wrote it.</param>
    public IReadOnlyList<FieldProblem> FindProblems(string path)
    {
        var problems = new Problems();
        AnalysisTemplateRule.Check(path, this, problems);
        return problems.Found;
    }

    /// <summary>What every rollout watches unless told otherwise: errors, invalid answers and slow answers, each against the champion.</summary>
    public static AnalysisTemplate Default { get; } = new()
    {
        Name = "default",
        Checks =
        [
            new MetricCheck { Metric = MetricName.ErrorShare, MaximumIncrease = 0.02 },
            new MetricCheck { Metric = MetricName.InvalidShare, MaximumIncrease = 0.02 },
            new MetricCheck { Metric = MetricName.LatencyP99, MaximumIncreaseShare = 0.5, MaximumIncrease = 20, IsCritical = false },
        ],
        Comparison = ComparisonPlan.Default,
    };
}

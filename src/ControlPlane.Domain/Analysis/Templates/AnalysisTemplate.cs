using ControlPlane.Domain.Analysis.Comparisons;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>Checks that together judge a challenger. Immutable.</summary>
public sealed record AnalysisTemplate
{
    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<MetricCheck> Checks { get; init; }

    /// <summary>What is compared with the champion by always-valid statistics beside the checks; null when nothing is.</summary>
    public ComparisonPlan? Comparison { get; init; }

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

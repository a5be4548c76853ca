using System.Text.Json.Serialization;
using ControlPlane.Domain.Analysis.SampleRatios;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>What a comparison asks, fixed before it begins. Immutable.</summary>
public sealed record ComparisonPlan
{
    /// <summary>Events of every compared variant that let it promote although it has fewer units than <see cref="MinimumUnits"/>.</summary>
    public const long LeastEvents = 20;

    /// <summary>One-sided p below which harm is taken back at any time, whatever else is wrong.</summary>
    public const double KillAlpha = 1e-4;

    /// <summary>What is compared; at least one.</summary>
    public required IReadOnlyList<ComparedMetric> Metrics { get; init; }

    /// <summary>Units of every compared variant, requests or labels or rewards, without which nothing promotes unless there are <see cref="LeastEvents"/> events.</summary>
    public long MinimumUnits { get; init; } = 1_000;

    /// <summary>Units of every variant at which a fixed-horizon test was planned; null when none was, and then no such numbers are given.</summary>
    public long? PlannedPerVariant { get; init; }

    /// <summary>p below which the split counts as wrong.</summary>
    public double SampleRatioThreshold { get; init; } = SampleRatioTest.DefaultThreshold;

    /// <summary>Time between looks; looking as often as one likes costs nothing.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The metrics that decide about promotion.</summary>
    [JsonIgnore]
    public IReadOnlyList<ComparedMetric> Goals => [.. Metrics.Where(m => m.Role == MetricRole.Goal)];

    /// <summary>What every rollout watches unless told otherwise, 1 % of false alarms each.</summary>
    public static ComparisonPlan Default { get; } = new()
    {
        Metrics =
        [
            new ComparedMetric { Metric = MetricName.ErrorShare, Margin = 0.02, Alpha = 0.01 },
            new ComparedMetric { Metric = MetricName.InvalidShare, Margin = 0.02, Alpha = 0.01 },
            new ComparedMetric { Metric = MetricName.LatencyP99, Margin = 20, MarginShare = 0.5, Alpha = 0.01 },
        ],
    };
}

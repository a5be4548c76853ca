using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Tests.Building;

/// <summary>Evidence and comparisons by hand.</summary>
internal static class EvidenceBuilder
{
    public static Completeness Complete { get; } = new() { Share = 1, Agents = 3, Reporting = 3, OldestGap = TimeSpan.Zero };

    public static ComparedMetric AMetric(string metric = MetricName.ErrorShare, double margin = 0.02, MetricRole role = MetricRole.Goal) =>
        new() { Metric = metric, Margin = margin, Role = role };

    public static ComparisonPlan APlan(params ComparedMetric[] metrics) => new() { Metrics = metrics };

    public static VariantEvidence Errors(long errors, long requests) => new() { Requests = requests, Errors = errors };

    public static VariantEvidence Rewards(long count, double mean, double variance) =>
        new() { Requests = count, Rewarded = count, RewardSum = count * mean, RewardSquares = ((count - 1) * variance) + (count * mean * mean) };

    /// <summary>Latencies spread evenly over a factor of three around some milliseconds.</summary>
    public static VariantEvidence Latencies(long count, double milliseconds)
    {
        var bins = new long[LatencySketch.BinCount];
        for (var at = 0; at < count; at++)
            bins[LatencySketch.BinOf(milliseconds * (0.5 + (at / (double)count)))]++;
        return new() { Requests = count, LatencyBins = bins };
    }

    public static ComparisonInput Input(VariantEvidence champion, params VariantEvidence[] challengers) => new()
    {
        Champion = new ComparedVariant("v1", champion),
        Challengers = [.. challengers.Select((c, i) => new ComparedVariant($"v{i + 2}", c))],
        Completeness = Complete,
    };

    /// <summary>The same counts, spread evenly over all assignment cells.</summary>
    public static VariantEvidence InCells(this VariantEvidence evidence, Func<int, CellEvidence> cell) =>
        evidence with { Cells = [.. Enumerable.Range(0, AssignmentCell.Count).Select(cell)] };

    public static Comparison Judge(ComparisonPlan plan, ComparisonInput input) => ComparisonJudge.Compare(plan, input, Moment.Noon);
}

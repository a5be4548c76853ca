using System.Collections.Frozen;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>Built-in metrics a check may name, and how each is read from a variant's evidence. Stateless.</summary>
public static class MetricName
{
    /// <summary>Share of failed requests that are not the caller's fault, 0 to 1.</summary>
    public const string ErrorShare = "error-share";

    /// <summary>Share of requests that ran into their deadline, 0 to 1.</summary>
    public const string TimeoutShare = "timeout-share";

    /// <summary>Share of answers with NaN, null or empty outputs, 0 to 1.</summary>
    public const string InvalidShare = "invalid-share";

    /// <summary>Median latency, milliseconds.</summary>
    public const string LatencyP50 = "latency-p50";

    /// <summary>95th percentile of latency, milliseconds.</summary>
    public const string LatencyP95 = "latency-p95";

    /// <summary>99th percentile of latency, milliseconds.</summary>
    public const string LatencyP99 = "latency-p99";

    /// <summary>Share of labelled answers whose class was right, 0 to 1.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>Mean reward of the answers that got one.</summary>
    public const string Reward = "reward";

    /// <summary>Share of rows that a shadow gave the same label as the variant that answered, 0 to 1.</summary>
    public const string Agreement = "agreement";

    /// <summary>Share of copies for a shadow that were dropped, 0 to 1.</summary>
    public const string DropShare = "drop-share";

    private static readonly FrozenDictionary<string, Func<VariantEvidence, double?>> Readers = new Dictionary<string, Func<VariantEvidence, double?>>
    {
        [ErrorShare] = e => e.ErrorShare,
        [TimeoutShare] = e => e.TimeoutShare,
        [InvalidShare] = e => e.InvalidShare,
        [LatencyP50] = e => e.LatencyP50,
        [LatencyP95] = e => e.LatencyP95,
        [LatencyP99] = e => e.LatencyP99,
        [Accuracy] = e => e.Accuracy,
        [Reward] = e => e.MeanReward,
        [Agreement] = e => e.Comparison is { Labelled: > 0 } compared ? compared.Agreed / (double)compared.Labelled : null,
        [DropShare] = e => e.DropShare,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every name, ascending.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Readers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether a metric of that name is built in.</summary>
    public static bool IsKnown(string name) => Readers.ContainsKey(name);

    /// <summary>The metric's value; null when the evidence does not hold what it needs.</summary>
    /// <exception cref="KeyNotFoundException">There is no such metric: whoever saved the check did not look.</exception>
    public static double? Read(string name, VariantEvidence evidence) => Readers[name](evidence);

    /// <summary>Whether values are shares, which are shown in percent.</summary>
    public static bool IsShare(string name) => name.EndsWith("-share", StringComparison.Ordinal) || name is Accuracy or Agreement;

    /// <summary>Whether values are milliseconds.</summary>
    public static bool IsLatency(string name) => name.StartsWith("latency-", StringComparison.Ordinal);
}

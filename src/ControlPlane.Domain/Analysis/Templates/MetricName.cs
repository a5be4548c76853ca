using System.Collections.Frozen;
using ControlPlane.Domain.Analysis.Quality;

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

    /// <summary>Area under the ROC curve of the scores of labelled answers, 0 to 1.</summary>
    public const string Auc = "auc";

    /// <summary>Expected calibration error of the scores of labelled answers, 0 to 1.</summary>
    public const string CalibrationError = "calibration-error";

    /// <summary>Mean cost of a labelled answer, in the unit of the endpoint's mistake costs.</summary>
    public const string Cost = "cost";

    /// <summary>Share of answers whose label is known, 0 to 1.</summary>
    public const string LabelCoverage = "label-coverage";

    /// <summary>Mean reward of the answers that got one.</summary>
    public const string Reward = "reward";

    /// <summary>Share of copies for a shadow that were dropped, 0 to 1.</summary>
    public const string DropShare = "drop-share";

    /// <summary>Share of a shadow's rows with the champion's label, 0 to 1.</summary>
    public const string Agreement = "agreement";

    /// <summary>Cohen's kappa of a shadow's labels and the champion's, at most 1.</summary>
    public const string Kappa = "kappa";

    /// <summary>Mean absolute difference of a shadow's numbers from the champion's, in the output's units.</summary>
    public const string Deviation = "deviation";

    /// <summary>Share of a shadow's numbers within the tolerance of the champion's, 0 to 1.</summary>
    public const string WithinShare = "within-share";

    /// <summary>Lin's concordance of a shadow's numbers and the champion's, −1 to 1.</summary>
    public const string Concordance = "concordance";

    /// <summary>Share of the highest classes that a shadow and the champion both have, 0 to 1.</summary>
    public const string TopOverlap = "top-overlap";

    /// <summary>Share of copies for which a shadow took longer than the champion, 0 to 1.</summary>
    public const string SlowerShare = "slower-share";

    /// <summary>Share of copies that a shadow failed or answered invalidly, 0 to 1.</summary>
    public const string CopyFailureShare = "copy-failure-share";

    private static readonly FrozenDictionary<string, Func<VariantEvidence, double?>> Readers = new Dictionary<string, Func<VariantEvidence, double?>>
    {
        [ErrorShare] = e => e.ErrorShare,
        [TimeoutShare] = e => e.TimeoutShare,
        [InvalidShare] = e => e.InvalidShare,
        [LatencyP50] = e => e.LatencyP50,
        [LatencyP95] = e => e.LatencyP95,
        [LatencyP99] = e => e.LatencyP99,
        [Accuracy] = e => e.Accuracy,
        [Auc] = e => ScoreQuality.Auc(e.ScoreOutcomes).Value,
        [CalibrationError] = e => ScoreQuality.CalibrationError(e.ScoreOutcomes).Value,
        [Cost] = e => LabelQuality.Cost(e, e.MistakeCosts).Value,
        [LabelCoverage] = e => e.LabelCoverage,
        [Reward] = e => e.MeanReward,
        [DropShare] = e => e.DropShare,
        [Agreement] = PairedMetric.Agreement,
        [Kappa] = PairedMetric.Kappa,
        [Deviation] = PairedMetric.Deviation,
        [WithinShare] = PairedMetric.WithinShare,
        [Concordance] = PairedMetric.Concordance,
        [TopOverlap] = PairedMetric.TopOverlap,
        [SlowerShare] = PairedMetric.SlowerShare,
        [CopyFailureShare] = PairedMetric.CopyFailureShare,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every name, ascending.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Readers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether a metric of that name is built in.</summary>
    public static bool IsKnown(string name) => Readers.ContainsKey(name);

    /// <summary>The metric's value; null when the evidence does not hold what it needs.</summary>
    /// <exception cref="KeyNotFoundException">There is no such metric: whoever saved the check did not look.</exception>
    public static double? Read(string name, VariantEvidence evidence) => Readers[name](evidence);

    /// <summary>Whether values are shares, which are shown in percent.</summary>
    public static bool IsShare(string name) => name.EndsWith("-share", StringComparison.Ordinal) || name is Accuracy or Agreement or TopOverlap or LabelCoverage;

    /// <summary>Whether it holds a shadow's answers against the champion's, so that it rests on pairs and needs a shadow.</summary>
    public static bool IsPaired(string name) => PairedMetric.PairsOf(name, VariantEvidence.None) is not null;

    /// <summary>Whether callers cause it by what they do with the answer, so that a shadow, whose answers nobody gets, never shows it.</summary>
    public static bool IsCausedByAnswers(string name) => name == Reward;

    /// <summary>Whether the metric rests on labelled answers, so that it can wait for labels.</summary>
    public static bool NeedsLabels(string name) => name is Accuracy or Auc or CalibrationError or Cost;

    /// <summary>Whether values are milliseconds.</summary>
    public static bool IsLatency(string name) => name.StartsWith("latency-", StringComparison.Ordinal);
}

using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>A comparison at one look: every metric of every challenger, and what they amount to. Immutable.</summary>
public sealed record Comparison
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Name of what was compared with.</summary>
    public required string Champion { get; init; }

    /// <summary>One per challenger and metric.</summary>
    public required IReadOnlyList<MetricComparison> Metrics { get; init; }

    /// <summary>Whether the split was as planned.</summary>
    public required SampleRatioCheck SampleRatio { get; init; }

    /// <summary>The merged verdict: roll back when one says so, promote when all challengers may be.</summary>
    public required ComparisonVerdict Verdict { get; init; }

    /// <summary>Why, with the numbers that decided.</summary>
    public required string Sentence { get; init; }

    /// <summary>Every number by <c>variant.metric.what</c>, for a history.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, double> Numbers
    {
        get
        {
            var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var metric in Metrics)
            {
                Add(metric, "value", metric.Value);
                Add(metric, "champion", metric.Champion);
                Add(metric, "harm", metric.Harm);
                Add(metric, "low", metric.Low);
                Add(metric, "high", metric.High);
                Add(metric, "margin", metric.Margin);
                Add(metric, "harmP", metric.Harm is null ? null : metric.HarmP);
            }

            if (SampleRatio.IsTested)
                numbers["sampleRatio.p"] = SampleRatio.SequentialP;
            return numbers;

            void Add(MetricComparison metric, string what, double? value)
            {
                if (value is { } number)
                    numbers[$"{metric.Variant}.{metric.Metric}.{what}"] = number;
            }
        }
    }

    /// <summary>One metric of one challenger; null when it was not compared.</summary>
    public MetricComparison? Find(string variant, string metric) => Metrics.FirstOrDefault(m => m.Variant == variant && m.Metric == metric);
}

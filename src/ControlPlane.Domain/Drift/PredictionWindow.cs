using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Domain.Drift;

/// <summary>Predictions as one feature: the label where one is read, the score otherwise. Stateless.</summary>
public static class PredictionWindow
{
    /// <summary>Name of the feature.</summary>
    public const string Name = "predictions";

    /// <summary>The window of some predictions; null when neither label nor score was read.</summary>
    /// <param name="labels">Rows by label.</param>
    /// <param name="scores">Rows in <see cref="OutputSummary.ScoreBins"/> equal bins over 0 to 1.</param>
    public static FeatureWindow? Of(IReadOnlyDictionary<string, long> labels, IReadOnlyList<long> scores)
    {
        if (labels.Count > 0)
            return new(Name, null, labels, 0);
        if (scores.Sum() == 0)
            return null;

        var sketch = new FeatureSketch();
        for (var bin = 0; bin < scores.Count; bin++)
        {
            if (scores[bin] != 0)
                sketch.Add(FeatureSketch.BinOf((bin + 0.5f) / scores.Count), scores[bin]);
        }

        return new(Name, sketch, new Dictionary<string, long>(), 0);
    }

    /// <summary>Mean score; null when no score was read.</summary>
    public static double? MeanOf(IReadOnlyList<long> scores) => scores.Sum() is > 0 and var rows
        ? scores.Select((count, bin) => count * (bin + 0.5) / scores.Count).Sum() / rows
        : null;
}

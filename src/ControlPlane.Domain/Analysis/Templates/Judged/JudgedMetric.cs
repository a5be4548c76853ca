using System.Text.Json.Serialization;
using ControlPlane.Domain.Analysis.Judges;

namespace ControlPlane.Domain.Analysis.Templates.Judged;

/// <summary>How the canary judge looks at one metric. Immutable.</summary>
public sealed record JudgedMetric
{
    /// <summary>The group it is scored in.</summary>
    public string Group { get; init; } = "metrics";

    /// <summary>Which move is bad.</summary>
    public JudgedDirection Direction { get; init; } = JudgedDirection.Increase;

    /// <summary>How the size of a move is expressed.</summary>
    public EffectMeasure Measure { get; init; } = EffectMeasure.MeanRatio;

    /// <summary>
    /// Size from which a significant rise counts, at least neutral: a rise below it is too small to matter.
    /// Null means a ratio of means of 1.05, or a chance of 0.5.
    /// </summary>
    public double? AllowedIncrease { get; init; }

    /// <summary>Size down to which a significant fall does not count, at most neutral; null means a ratio of means of 0.95, or a chance of 0.5.</summary>
    public double? AllowedDecrease { get; init; }

    /// <summary>Size from which the rise of a critical metric fails the whole analysis; null with <see cref="CriticalDecrease"/> means that any move does.</summary>
    public double? CriticalIncrease { get; init; }

    /// <summary>Size from which the fall of a critical metric fails the whole analysis; null with <see cref="CriticalIncrease"/> means that any move does.</summary>
    public double? CriticalDecrease { get; init; }

    /// <summary>What happens to intervals without a value.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Remove;

    /// <summary>What happens to intervals far from all others of their side.</summary>
    public OutlierTreatment Outliers { get; init; } = OutlierTreatment.Keep;

    /// <summary>Whether a side without any value is a failure; otherwise it is no answer.</summary>
    public bool MustHaveData { get; init; }

    /// <summary>
    /// The judge's rule at one of several looks on the same stratum. Each has the usual level divided by the square of its number,
    /// so that however many follow, all together err at most π²/6 times as often as the first alone.
    /// </summary>
    /// <param name="look">1 for the first.</param>
    public MetricRule ToRule(int look)
    {
        var (decrease, increase) = Measure == EffectMeasure.MeanRatio ? (0.95, 1.05) : (0.5, 0.5);
        var rule = new MetricRule(Direction, new EffectGate(AllowedDecrease ?? decrease, AllowedIncrease ?? increase));
        return rule with
        {
            Confidence = 1 - ((1 - rule.Confidence) / ((double)look * look)),
            Measure = Measure,
            CriticalGate = IsGraded ? new EffectGate(CriticalDecrease ?? double.NegativeInfinity, CriticalIncrease ?? double.PositiveInfinity) : null,
            Missing = Missing,
            Outliers = Outliers,
            MustHaveData = MustHaveData,
        };
    }

    /// <summary>Whether only a move of some size is critical.</summary>
    [JsonIgnore]
    public bool IsGraded => CriticalIncrease is not null || CriticalDecrease is not null;
}

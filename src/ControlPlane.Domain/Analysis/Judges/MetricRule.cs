namespace ControlPlane.Domain.Analysis.Judges;

/// <summary>How one time-series metric is judged. Immutable.</summary>
/// <param name="Direction">Which move is bad.</param>
/// <param name="Gate">Effect size from which a significant move counts.</param>
public sealed record MetricRule(JudgedDirection Direction, EffectGate Gate)
{
    /// <summary>Share of the estimated shift by which its interval must clear zero: a demand on precision, not on size. At least 0.</summary>
    public double Tolerance { get; init; } = 0.25;

    /// <summary>Two-sided confidence of the interval, inside (0, 1).</summary>
    public double Confidence { get; init; } = 0.98;

    /// <summary>How the effect is expressed.</summary>
    public EffectMeasure Measure { get; init; } = EffectMeasure.MeanRatio;

    /// <summary>Effect size from which a move is critical; null when the metric cannot be.</summary>
    public EffectGate? CriticalGate { get; init; }

    /// <summary>What happens to values that are not a number.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Remove;

    /// <summary>What happens to values far from all others.</summary>
    public OutlierTreatment Outliers { get; init; } = OutlierTreatment.Keep;

    /// <summary>How many quartile distances away an outlier begins, above 0.</summary>
    public double OutlierFactor { get; init; } = 3;

    /// <summary>Whether a side without values is a failure.</summary>
    public bool MustHaveData { get; init; }
}

using ControlPlane.Domain.Analysis.Judges;

namespace ControlPlane.Domain.Analysis.Templates.Judged;

/// <summary>How the canary judge looks at one metric. Immutable.</summary>
public sealed record JudgedMetric
{
    /// <summary>The group it is scored in.</summary>
    public string Group { get; init; } = "metrics";

    /// <summary>Which move is bad.</summary>
    public JudgedDirection Direction { get; init; } = JudgedDirection.Increase;

    /// <summary>Ratio of means from which a significant rise counts, 1 or more: a rise below it is too small to matter.</summary>
    public double AllowedIncrease { get; init; } = 1.05;

    /// <summary>Ratio of means down to which a significant fall does not count, above 0 and at most 1.</summary>
    public double AllowedDecrease { get; init; } = 0.95;

    /// <summary>What happens to intervals without a value.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Remove;

    /// <summary>Whether a side without any value is a failure; otherwise it is no answer.</summary>
    public bool MustHaveData { get; init; }

    /// <summary>The judge's rule.</summary>
    public MetricRule ToRule() => new(Direction, new EffectGate(AllowedDecrease, AllowedIncrease)) { Missing = Missing, MustHaveData = MustHaveData };
}

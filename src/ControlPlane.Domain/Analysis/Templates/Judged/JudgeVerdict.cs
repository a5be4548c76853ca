using ControlPlane.Domain.Analysis.Judges;

namespace ControlPlane.Domain.Analysis.Templates.Judged;

/// <summary>What the canary judge says of a challenger on the intervals so far. Immutable.</summary>
public sealed record JudgeVerdict
{
    /// <summary>The judged variant.</summary>
    public required string Variant { get; init; }

    /// <summary>0 to 100; null while there are too few intervals.</summary>
    public double? Score { get; init; }

    /// <summary>What follows from the score.</summary>
    public required MeasurementResult Result { get; init; }

    /// <summary>The score in words, with the metrics that lowered it.</summary>
    public required string Sentence { get; init; }

    /// <summary>How often the judge has looked; the next look comes after as many intervals again.</summary>
    public int Looks { get; init; }

    /// <summary>Class of each check, in the order of the template; empty while there is no score.</summary>
    public IReadOnlyList<MetricClass> Classes { get; init; } = [];
}

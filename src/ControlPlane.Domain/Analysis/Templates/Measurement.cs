namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>One look at one metric of one challenger. Immutable.</summary>
public sealed record Measurement
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it says.</summary>
    public required MeasurementResult Result { get; init; }

    /// <summary>The challenger's value in the metric's unit; null when there was none.</summary>
    public double? Value { get; init; }

    /// <summary>The champion's value; null when it was not compared or had none.</summary>
    public double? Champion { get; init; }

    /// <summary>The limit that decided, in the metric's unit; null when none could be worked out.</summary>
    public double? Limit { get; init; }

    /// <summary>The challenger's requests in the window.</summary>
    public required long Requests { get; init; }

    /// <summary>One sentence with the numbers.</summary>
    public required string Sentence { get; init; }
}

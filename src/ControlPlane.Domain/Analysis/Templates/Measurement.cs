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

    /// <summary>Name of what it is compared with: champion, baseline or the version before; null when it is not compared.</summary>
    public string? ComparedWith { get; init; }

    /// <summary>What was asked of a source outside, with names and arguments in their places; null when the control plane counted it itself.</summary>
    public string? Question { get; init; }

    /// <summary>The value of <see cref="ComparedWith"/>; null when it was not compared or had none.</summary>
    public double? Champion { get; init; }

    /// <summary>The limit that decided, in the metric's unit; null when none could be worked out.</summary>
    public double? Limit { get; init; }

    /// <summary>The challenger's requests in the window.</summary>
    public required long Requests { get; init; }

    /// <summary>One sentence with the numbers.</summary>
    public required string Sentence { get; init; }
}

namespace ControlPlane.Domain.Analysis.Templates.Sources;

/// <summary>What a source outside answered for one check of one challenger: a fact that decisions rest on like any other. Immutable.</summary>
public sealed record ExternalReading
{
    /// <summary>When the answer was there.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was asked, with names and arguments in their places; empty when nothing could be asked.</summary>
    public string Question { get; init; } = "";

    /// <summary>The challenger's value; null when there was none.</summary>
    public double? Value { get; init; }

    /// <summary>The champion's value; null when it was not asked for or there was none.</summary>
    public double? Champion { get; init; }

    /// <summary>The source's own verdict: pass, fail or inconclusive; null when it gave a value.</summary>
    public MeasurementResult? Verdict { get; init; }

    /// <summary>What the source said about it; empty when nothing.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Why there is no answer, in one sentence; null when there is one.</summary>
    public string? Error { get; init; }
}

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>What one answer predicted, as far as its version's reading says. Immutable.</summary>
public readonly struct Prediction
{
    /// <summary>An answer of which nothing is read.</summary>
    public static Prediction None { get; } = new() { LabelIndex = -1, Score = float.NaN };

    /// <summary>Class of the first row as an index into the class names; −1 when there is none or <see cref="Label"/> names it.</summary>
    public int LabelIndex { get; init; }

    /// <summary>Class of the first row by name, where the output carries names; null otherwise.</summary>
    public string? Label { get; init; }

    /// <summary>Score of the first row; NaN when none is read.</summary>
    public float Score { get; init; }

    /// <summary>True when the answer held a NaN, an infinity, or no value where one was due.</summary>
    public bool IsInvalid { get; init; }

    /// <summary>The rows after the first; empty for an answer of one row. Read during the call only, so the memory may be reused.</summary>
    public ReadOnlyMemory<PredictedRow> FurtherRows { get; init; }
}

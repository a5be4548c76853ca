namespace ControlPlane.AgentHost.Telemetry;

/// <summary>What one row of an answer predicted.</summary>
/// <param name="LabelIndex">Class as an index into the class names; −1 when there is none or <paramref name="Label"/> names it.</param>
/// <param name="Label">Class by name, where the output carries names; null otherwise.</param>
/// <param name="Score">Score; NaN when none is read.</param>
public readonly record struct PredictedRow(int LabelIndex, string? Label, float Score);

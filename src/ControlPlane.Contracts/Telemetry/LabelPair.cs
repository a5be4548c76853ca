namespace ControlPlane.Contracts.Telemetry;

/// <summary>How often two variants gave a pair of labels to the same row. Immutable.</summary>
/// <param name="Champion">The label of the variant that answered.</param>
/// <param name="Shadow">The label of the shadow.</param>
/// <param name="Count">Rows.</param>
public sealed record LabelPair(string Champion, string Shadow, long Count);

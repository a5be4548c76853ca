namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>Rows that one request asks for. Immutable.</summary>
/// <param name="Rows">In order; none is broken.</param>
public sealed record RowGroup(IReadOnlyList<InputRow> Rows);

namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>One input of a version, and where its elements stand in a row. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Datatype">Its element type.</param>
/// <param name="Shape">Sizes by dimension for one row.</param>
/// <param name="Elements">Elements of one row.</param>
/// <param name="HasRows">The first dimension is the rows', so that many rows fit one request.</param>
/// <param name="Columns">Columns of a comma-separated row, in the order of the elements; empty for JSON lines.</param>
public sealed record MappedInput(string Name, string Datatype, IReadOnlyList<long> Shape, int Elements, bool HasRows, IReadOnlyList<int> Columns);

namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>A row of an input, read. Immutable.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Key">Its key; null when it has none.</param>
/// <param name="Values">JSON elements by input, separated by commas; empty when the row is broken.</param>
/// <param name="Problem">Why it is broken; null when it is not.</param>
public sealed record InputRow(long Line, string? Key, IReadOnlyList<string> Values, string? Problem)
{
    /// <summary>A row that cannot be read.</summary>
    public static InputRow Broken(long line, string? key, string problem) => new(line, key, [], problem);
}

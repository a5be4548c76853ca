namespace ControlPlane.OnnxRuntime;

/// <summary>Maps laid out flat, one row per map: row <c>i</c> is from <c>RowStarts[i]</c> to before <c>RowStarts[i + 1]</c>.</summary>
/// <param name="RowStarts">One more than there are rows.</param>
/// <param name="StringKeys">Null when the keys are whole numbers.</param>
/// <param name="Int64Keys">Null when the keys are strings, or when there is no row.</param>
/// <param name="Values">In the order of the keys.</param>
public sealed record FlatMaps(
    IReadOnlyList<int> RowStarts, IReadOnlyList<string>? StringKeys, IReadOnlyList<long>? Int64Keys, IReadOnlyList<float> Values)
{
    public int RowCount => RowStarts.Count - 1;
}

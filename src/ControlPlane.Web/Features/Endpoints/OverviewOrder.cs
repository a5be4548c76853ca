namespace ControlPlane.Web.Features.Endpoints;

/// <summary>
/// The order of the overview's rows: most urgent first when it was last sorted, and then it stands still under the pointer.
/// New endpoints come last until somebody sorts again. Belongs to one page, not thread-safe.
/// </summary>
public sealed class OverviewOrder
{
    private IReadOnlyList<string> _names = [];

    /// <summary>Puts rows into the standing order; sorts when nothing was sorted yet.</summary>
    public IReadOnlyList<OverviewRow> Arrange(IReadOnlyList<OverviewRow> rows)
    {
        if (_names.Count == 0)
            Sort(rows);

        var places = _names.Select((name, place) => (name, place)).ToDictionary(n => n.name, n => n.place);
        return [.. rows.OrderBy(r => places.GetValueOrDefault(r.Name, int.MaxValue)).ThenBy(r => r.Name, StringComparer.Ordinal)];
    }

    /// <summary>Sorts by urgency, then name.</summary>
    public void Sort(IReadOnlyList<OverviewRow> rows) => _names = [.. Wanted(rows)];

    /// <summary>How many rows would move if it were sorted now.</summary>
    public int MovedCount(IReadOnlyList<OverviewRow> rows) => Wanted(rows).Zip(Arrange(rows)).Count(pair => pair.First != pair.Second.Name);

    private static IEnumerable<string> Wanted(IReadOnlyList<OverviewRow> rows) =>
        rows.OrderByDescending(r => r.NeedsYou).ThenBy(r => r.Standing.Kind).ThenBy(r => r.Name, StringComparer.Ordinal).Select(r => r.Name);
}

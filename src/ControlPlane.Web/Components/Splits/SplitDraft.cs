namespace ControlPlane.Web.Components.Splits;

/// <summary>
/// A traffic split while someone edits it. Every operation leaves the weights summing to exactly 10,000 basis points:
/// what one row gains others lose in the same step. The stable row gives and takes first; when it is locked, at its end, or
/// the row that is being set, the unlocked others share the difference in proportion. Belongs to one editor, not thread-safe.
/// </summary>
public sealed class SplitDraft
{
    /// <summary>Basis points in a whole.</summary>
    public const int Whole = 10_000;

    private readonly List<SplitRow> _rows;
    private readonly IReadOnlyList<SplitRow> _start;

    /// <summary>A draft that starts from a split in force.</summary>
    /// <exception cref="ArgumentException">The weights do not sum to 10,000.</exception>
    public SplitDraft(IEnumerable<SplitRow> rows)
    {
        _rows = [.. rows];
        _start = [.. _rows];
        var sum = _rows.Sum(r => r.Weight);
        if (sum != Whole)
            throw new ArgumentException($"The weights sum to {sum}, not to {Whole}.", nameof(rows));
    }

    /// <summary>The rows in their fixed order.</summary>
    public IReadOnlyList<SplitRow> Rows => _rows;

    /// <summary>Whether applying would change anything.</summary>
    public bool IsChanged => Changes.Count > 0;

    /// <summary>Rows whose weight differs from the start, with the weight before; 0 for one that was not there.</summary>
    public IReadOnlyList<(SplitRow Row, int Before)> Changes =>
        [.. _rows.Select(r => (Row: r, Before: _start.FirstOrDefault(s => s.Name == r.Name)?.Weight)).Where(c => c.Row.Weight != c.Before).Select(c => (c.Row, c.Before ?? 0))];

    /// <summary>Names of rows that were there at the start and are gone.</summary>
    public IReadOnlyList<string> Removed => [.. _start.Select(s => s.Name).Where(name => Find(name) is null)];

    /// <summary>The most a row can have while the locked others keep theirs.</summary>
    public int MostOf(string name) => Whole - _rows.Where(r => r.IsLocked && r.Name != name).Sum(r => r.Weight);

    /// <summary>Gives a row a weight, as near to the wish as the locks allow. A locked row stays as it is.</summary>
    public void Set(string name, int weight)
    {
        if (Find(name) is not { IsLocked: false } row)
            return;

        var others = _rows.Where(r => r.Name != name && !r.IsLocked).ToArray();
        if (others.Length == 0)
            return;

        var wished = Math.Clamp(weight, 0, MostOf(name));
        Replace(row with { Weight = wished });
        Spread(others, row.Weight - wished);
    }

    /// <summary>Keeps a row's weight while others move, or lets it move again.</summary>
    public void SetLock(string name, bool isLocked)
    {
        if (Find(name) is { } row)
            Replace(row with { IsLocked = isLocked });
    }

    /// <summary>Adds a variant at 0; one of that name that is there already stays.</summary>
    public void Add(string name, int version, string colour)
    {
        if (Find(name) is null)
            _rows.Add(new SplitRow(name, version, 0, IsStable: false, colour));
    }

    /// <summary>Removes a variant and gives its share to the stable one. The stable row itself stays.</summary>
    public void Remove(string name)
    {
        if (Find(name) is not { IsStable: false } row)
            return;

        _rows.Remove(row);
        var heir = _rows.Find(r => r.IsStable) ?? _rows[0];
        Replace(heir with { Weight = heir.Weight + row.Weight });
    }

    private SplitRow? Find(string name) => _rows.Find(r => r.Name == name);

    private void Replace(SplitRow row) => _rows[_rows.FindIndex(r => r.Name == row.Name)] = row;

    // Positive: the others gain that much. Negative: they lose it, and together they have it because the wish was clamped.
    private void Spread(SplitRow[] others, int amount)
    {
        if (Array.Find(others, r => r.IsStable) is { } stable)
        {
            var taken = Math.Max(amount, -stable.Weight);
            Replace(stable with { Weight = stable.Weight + taken });
            amount -= taken;
            others = [.. others.Where(r => !r.IsStable)];
        }

        var total = others.Sum(r => r.Weight);
        for (var i = 0; i < others.Length && amount != 0; i++)
        {
            var isLast = i == others.Length - 1;
            var part = isLast ? amount : total == 0 ? amount / (others.Length - i) : (int)((long)amount * others[i].Weight / total);
            Replace(others[i] with { Weight = others[i].Weight + part });
            total -= others[i].Weight;
            amount -= part;
        }
    }
}

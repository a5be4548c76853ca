using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Domain.Drift;

/// <summary>Training data as comma-separated text, read into windows of features; the rows themselves are not kept. Pure.</summary>
public static class TrainingTable
{
    /// <summary>Reads a table.</summary>
    /// <param name="lines">The first names the columns; every other is a row. Values may stand in double quotes; empty, NaN and infinite values are missing.</param>
    /// <param name="expected">Names of the features the version takes; empty takes the columns as they come.</param>
    /// <returns>Refusals: <c>table_empty</c>, <c>table_columns_wrong</c>, <c>table_row_wrong</c>.</returns>
    public static Outcome<IReadOnlyList<FeatureWindow>> Read(IEnumerable<string> lines, IReadOnlyCollection<string> expected)
    {
        using var rows = lines.GetEnumerator();
        if (!rows.MoveNext() || string.IsNullOrWhiteSpace(rows.Current))
            return new Refusal("table_empty", "Line 1 is empty; it must name the columns.");
        var names = CellsOf(rows.Current);
        if (WrongColumns(names, expected) is { } wrong)
            return wrong;

        var columns = names.Select(name => new Column(name)).ToArray();
        for (var line = 2; rows.MoveNext(); line++)
        {
            if (rows.Current.Length == 0)
                continue;
            var cells = CellsOf(rows.Current);
            if (cells.Count != columns.Length)
                return Refusal.OfField("table_row_wrong", $"line {line}", $"has {cells.Count} values", $"give {columns.Length}, one for each column");
            for (var at = 0; at < columns.Length; at++)
            {
                if (columns[at].Add(cells[at], line) is { } problem)
                    return problem;
            }
        }

        return columns.All(column => column.Rows == 0)
            ? new Refusal("table_empty", "There is no row below the names of the columns.")
            : columns.Select(column => column.Window).ToArray();
    }

    private static Refusal? WrongColumns(List<string> names, IReadOnlyCollection<string> expected)
    {
        var problems = names.GroupBy(n => n).Where(n => n.Count() > 1).Select(n => new FieldProblem(n.Key, "names two columns", "name each once"))
            .Concat(expected.Except(names).Select(n => new FieldProblem(n, "has no column", "add it: the version takes it")))
            .Concat(expected.Count == 0 ? [] : names.Except(expected).Select(n => new FieldProblem(n, "is no feature of the version", $"leave it out; the features are {string.Join(", ", expected)}")))
            .Concat(names.Count > FeatureSummary.MaximumFeatures ? [new FieldProblem("columns", $"are {names.Count}", $"give at most {FeatureSummary.MaximumFeatures}")] : Array.Empty<FieldProblem>())
            .ToArray();
        return problems.Length == 0 ? null : new("table_columns_wrong", $"Line 1: {problems[0].Field} {problems[0].Problem}; {problems[0].Remedy}.") { Fields = problems };
    }

    private static List<string> CellsOf(string line)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        var isQuoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
                isQuoted = !isQuoted;
            else if (letter == ',' && !isQuoted)
                cells.Add(Take(cell));
            else
                cell.Append(letter);
        }

        cells.Add(Take(cell));
        return cells;
    }

    private static string Take(System.Text.StringBuilder cell)
    {
        var text = cell.ToString().Trim();
        cell.Clear();
        return text;
    }

    // The first value decides whether a column holds numbers.
    private sealed class Column(string name)
    {
        private readonly FeatureSketch _sketch = new();
        private readonly Dictionary<string, long> _categories = [];
        private long _missing;
        private int? _numericSince;

        public long Rows => _sketch.Count + _categories.Values.Sum() + _missing;

        public FeatureWindow Window => _categories.Count == 0 ? new(name, _sketch, _categories, _missing) : new(name, null, _categories, _missing);

        public Refusal? Add(string text, int line)
        {
            var isNumber = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
            if (text.Length == 0 || (isNumber && !float.IsFinite(value)))
            {
                _missing++;
            }
            else if (_categories.Count > 0 || (_numericSince is null && !isNumber))
            {
                var known = _categories.ContainsKey(text) || _categories.Count < FeatureSummary.MaximumCategories;
                var category = known ? text : OutputSummary.OtherLabel;
                _categories[category] = _categories.GetValueOrDefault(category) + 1;
            }
            else if (isNumber)
            {
                _numericSince ??= line;
                _sketch.Add(FeatureSketch.BinOf(value), 1);
            }
            else
            {
                return Refusal.OfField("table_row_wrong", $"line {line}, column {name}", $"is '{text}' where line {_numericSince} has a number", "give numbers, or leave the value empty if it is missing");
            }

            return null;
        }
    }
}

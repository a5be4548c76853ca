using System.Text;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Domain.Drift;

/// <summary>
/// Training data as comma-separated text, read line by line into windows of features; the rows themselves are not kept.
/// The first line names the columns, every other is a row. Values may stand in double quotes; empty, NaN and infinite values are missing. Mutable, not thread-safe.
/// </summary>
/// <param name="expected">The features the version takes; empty takes the columns as they come.</param>
public sealed class TrainingTable(IReadOnlyList<ExpectedFeature> expected)
{
    private TrainingColumn[] _columns = [];
    private int _line;

    /// <summary>Rows read so far.</summary>
    public long Rows => _columns.Length == 0 ? 0 : _columns[0].Rows;

    /// <summary>Takes the next line, without its end.</summary>
    /// <returns>Refusals: <c>table_empty</c>, <c>table_columns_wrong</c>, <c>table_row_wrong</c>; null when the line was taken.</returns>
    public Refusal? Add(string line)
    {
        _line++;
        if (_line == 1)
            return Begin(line);
        if (line.Length == 0)
            return null;

        var cells = CellsOf(line);
        if (cells.Count != _columns.Length)
            return Refusal.OfField(ReferenceRefusals.RowWrong, $"line {_line}", $"has {cells.Count} values", $"give {_columns.Length}, one for each column");
        for (var at = 0; at < _columns.Length; at++)
        {
            if (_columns[at].Add(cells[at], _line) is { } problem)
                return problem;
        }

        return null;
    }

    /// <summary>What was read, by column.</summary>
    /// <returns>Refusal: <c>table_empty</c>.</returns>
    public Outcome<IReadOnlyList<FeatureWindow>> End() => Rows == 0
        ? new Refusal(ReferenceRefusals.TableEmpty, _line == 0 ? "The table is empty; its first line must name the columns." : "There is no row below the names of the columns.")
        : _columns.Select(column => column.Window).ToArray();

    private Refusal? Begin(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return new Refusal(ReferenceRefusals.TableEmpty, "Line 1 is empty; it must name the columns.");
        var names = CellsOf(line.TrimStart('\uFEFF'));
        if (WrongColumns(names) is { } wrong)
            return wrong;
        _columns = [.. names.Select(name => new TrainingColumn(name, expected.FirstOrDefault(f => f.Name == name)?.IsText))];
        return null;
    }

    private Refusal? WrongColumns(List<string> names)
    {
        var known = expected.Select(f => f.Name).ToArray();
        var problems = names.GroupBy(n => n).Where(n => n.Count() > 1).Select(n => new FieldProblem(n.Key, "names two columns", "name each once"))
            .Concat(expected.Where(f => f.IsRequired && !names.Contains(f.Name)).Select(f => new FieldProblem(f.Name, "has no column", "add it: the version takes it")))
            .Concat(expected.Count == 0 ? [] : names.Except(known).Select(n => new FieldProblem(n, "is no feature of the version", $"leave it out; the features are {string.Join(", ", known)}")))
            .Concat(names.Count > FeatureSummary.MaximumFeatures ? [new FieldProblem("columns", $"are {names.Count}", $"give at most {FeatureSummary.MaximumFeatures}")] : Array.Empty<FieldProblem>())
            .ToArray();
        return problems.Length == 0 ? null : new(ReferenceRefusals.ColumnsWrong, $"Line 1: {problems[0].Field} {problems[0].Problem}; {problems[0].Remedy}.") { Fields = problems };
    }

    private static List<string> CellsOf(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
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

    private static string Take(StringBuilder cell)
    {
        var text = cell.ToString().Trim();
        cell.Clear();
        return text;
    }
}

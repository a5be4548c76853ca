using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using Spectre.Console;

namespace ControlPlane.Cli.Output;

/// <summary>Draws views with Spectre.Console: as wide as the terminal, or, in a file, one line per item however long.</summary>
internal sealed class TableWriter(CliSurroundings surroundings)
{
    // Wide enough that no value is ever broken where a program reads the lines.
    private const int FileWidth = 100_000;

    // What the last column, which is the one that breaks, gets on the narrowest terminal; there the terminal itself breaks the lines.
    private const int LeastWidth = 30;

    private const int Gap = 2;

    /// <summary>One thing.</summary>
    public void WriteOne(JsonNode item, View view)
    {
        if (view.Fields.Count > 0)
            Draw(["", ""], view.Fields.Select(f => (IReadOnlyList<(string, bool)>)[(f.Title, false), (f.Read(item), f.IsState)]), isFieldList: true);
        foreach (var section in view.Sections)
        {
            if (JsonPath.Find(item, section.Path) is not JsonArray { Count: > 0 } items)
                continue;
            surroundings.Output.WriteLine();
            surroundings.Output.WriteLine(section.Title);
            WriteList(items, section.Columns.Count == 0 ? GenericView.ColumnsOf(items) : section.Columns);
        }
    }

    /// <summary>A list.</summary>
    public void WriteList(JsonArray items, IReadOnlyList<Column> columns) => Draw(
        [.. columns.Select(c => c.Title.ToUpperInvariant())],
        items.Select(item => (IReadOnlyList<(string, bool)>)[.. columns.Select(c => (c.Read(item), c.IsState))]),
        isFieldList: false);

    private static Table NewTable(IReadOnlyList<string> titles)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = titles.Any(t => t.Length > 0) };
        foreach (var (index, title) in titles.Index())
            table.AddColumn(new TableColumn(new Text(title, new Style(decoration: Decoration.Bold))) { NoWrap = index < titles.Count - 1, Padding = new Padding(0, 0, Gap, 0) });
        return table;
    }

    private void Draw(IReadOnlyList<string> titles, IEnumerable<IReadOnlyList<(string Text, bool IsState)>> rows, bool isFieldList)
    {
        var table = NewTable(titles);
        var widths = titles.Select(t => t.Length + Gap).ToArray();
        foreach (var row in rows)
        {
            table.AddRow(row.Select((cell, index) => (Spectre.Console.Rendering.IRenderable)new Text(cell.Text, StyleOf(cell, isFieldList && index == 0))));
            foreach (var (index, cell) in row.Index())
                widths[index] = Math.Max(widths[index], cell.Text.Length + Gap);
        }

        using var drawn = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = surroundings.IsColoured ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = surroundings.IsColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(drawn),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = surroundings.TerminalWidth is { } terminal ? Math.Max(terminal, widths[..^1].Sum() + LeastWidth) : FileWidth;
        console.Write(table);
        foreach (var line in drawn.ToString().TrimEnd().Split('\n'))
            surroundings.Output.WriteLine(line.TrimEnd());
    }

    private static Style StyleOf((string Text, bool IsState) cell, bool isLabel)
    {
        if (isLabel)
            return new Style(decoration: Decoration.Dim);
        return cell.IsState && StateTones.Of(cell.Text) is { } tone ? Style.Parse(tone) : Style.Plain;
    }
}

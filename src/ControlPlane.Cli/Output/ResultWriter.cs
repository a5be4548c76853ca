using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;

namespace ControlPlane.Cli.Output;

/// <summary>Writes results in the form that was asked for.</summary>
internal sealed class ResultWriter(OutputFormat format, CliSurroundings surroundings)
{
    private readonly TableWriter _tables = new(surroundings);

    public OutputFormat Format { get; } = format;

    /// <summary>Whether a program reads the results.</summary>
    public bool IsForPrograms => Format != OutputFormat.Table;

    /// <summary>One thing.</summary>
    public void Write(JsonNode result, View view)
    {
        if (IsForPrograms)
            WriteDocument(result);
        else
            _tables.WriteOne(result, view == View.Everything ? GenericView.Of(result) : view);
    }

    /// <summary>A list.</summary>
    public void WriteList(JsonArray items, View view)
    {
        if (IsForPrograms)
            WriteDocument(new JsonObject { ["items"] = items });
        else if (items.Count == 0)
            surroundings.Error.WriteLine(view.Empty);
        else
            _tables.WriteList(items, view.Columns.Count == 0 ? GenericView.ColumnsOf(items) : view.Columns);
    }

    /// <summary>What was done: the whole answer for programs, its sentence for people.</summary>
    public void WriteDone(JsonNode answer, string sentence)
    {
        if (IsForPrograms)
            WriteDocument(answer);
        else
            surroundings.Output.WriteLine(sentence);
    }

    /// <summary>One of many results, as soon as it is known.</summary>
    public void WriteNext(JsonNode result, string line) => surroundings.Output.Write(Format switch
    {
        OutputFormat.Json => JsonText.LineOf(result) + "\n",
        OutputFormat.Yaml => "---\n" + YamlText.Of(result),
        OutputFormat.Table => line + "\n",
        _ => throw new InvalidOperationException($"No form is defined for {Format}."),
    });

    private void WriteDocument(JsonNode result) => surroundings.Output.Write(Format == OutputFormat.Json ? JsonText.Of(result) + "\n" : YamlText.Of(result));
}

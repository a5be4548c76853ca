using System.Text;
using System.Text.Json;
using ControlPlane.Domain.Models;

namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>
/// Results as comma-separated values: line, key, a column per element of an output, version, error.
/// An output whose elements nobody can count beforehand is one column of JSON. Immutable.
/// </summary>
/// <param name="outputs">What the version gives.</param>
/// <param name="key">Name of the key column; null when there is none.</param>
public sealed class ResultTable(IReadOnlyList<TensorSignature> outputs, string? key)
{
    private const int MostColumns = 1_000;

    private readonly IReadOnlyList<(string Name, int? Elements)> _outputs = [.. outputs.Select(o => (o.Name, ElementsOf(o)))];

    /// <summary>The first line.</summary>
    public string Header() => Join([
        "line",
        .. key is null ? Array.Empty<string>() : [key],
        .. _outputs.SelectMany(o => o.Elements is null or 1 ? [o.Name] : Enumerable.Range(0, o.Elements.Value).Select(i => $"{o.Name}[{i}]")),
        "model_version",
        "error",
    ]);

    /// <summary>The line of a result.</summary>
    public string Row(ReadOnlyMemory<byte> result)
    {
        using var document = JsonDocument.Parse(result);
        var line = document.RootElement;
        var given = line.TryGetProperty("outputs", out var list) ? list.EnumerateArray().ToDictionary(o => o.GetProperty("name").GetString()!, o => o.GetProperty("data")) : [];
        return Join([
            TextOf(line, "line"),
            .. key is null ? Array.Empty<string>() : [TextOf(line, "key")],
            .. _outputs.SelectMany(o => Cells(o.Elements, given.TryGetValue(o.Name, out var data) ? data : null)),
            TextOf(line, "model_version"),
            TextOf(line, "error"),
        ]);
    }

    private static IEnumerable<string> Cells(int? elements, JsonElement? data) => (elements, data) switch
    {
        (null, { } whole) => [whole.GetRawText()],
        (null, null) => [""],
        (_, { } known) when known.GetArrayLength() == elements => known.EnumerateArray().Select(e => e.ToString()),
        _ => Enumerable.Repeat("", elements.Value),
    };

    private static int? ElementsOf(TensorSignature output)
    {
        if (output.Form != ValueForm.Tensor || output.Shape is not { } shape)
            return null;
        var ofRow = shape is [TensorSignature.FreeDimension, ..] ? shape.Skip(1) : shape;
        var count = ofRow.Aggregate(1L, (product, d) => d == TensorSignature.FreeDimension ? MostColumns + 1 : Math.Min(product * d, MostColumns + 1));
        return count is > 0 and <= MostColumns ? (int)count : null;
    }

    private static string TextOf(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static string Join(IReadOnlyList<string> cells) => new StringBuilder().AppendJoin(',', cells.Select(CsvRecord.Cell)).Append("\r\n").ToString();
}

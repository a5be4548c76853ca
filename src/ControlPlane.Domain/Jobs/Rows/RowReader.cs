using System.Text.Json;

namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>Reads the rows of a chunk; what is wrong with one is said of that one alone. Stateless.</summary>
public static class RowReader
{
    private const string UsualKey = "id";

    /// <summary>The rows, in order, blank lines left out.</summary>
    public static IReadOnlyList<InputRow> Read(InputMapping mapping, ReadOnlyMemory<byte> chunk, long firstLine) =>
        [.. RowText.Rows(chunk, mapping.Settings.Format, firstLine).Select(r => mapping.Settings.Format == JobFormat.Csv ? OfCsv(mapping, r.Line, r.Text) : OfJson(mapping, r.Line, r.Text))];

    private static InputRow OfCsv(InputMapping mapping, long line, string text) => CsvRecord.Split(text).Match(
        cells =>
        {
            var key = mapping.KeyColumn >= 0 && mapping.KeyColumn < cells.Count ? cells[mapping.KeyColumn] : null;
            if (cells.Count != mapping.Header.Count)
                return InputRow.Broken(line, key, $"The row has {cells.Count} values; the header names {mapping.Header.Count} columns.");
            if (mapping.Settings.Key is not null && string.IsNullOrEmpty(key))
                return InputRow.Broken(line, key, $"The key column '{mapping.Settings.Key}' is empty.");
            var values = new string[mapping.Inputs.Count];
            for (var at = 0; at < values.Length; at++)
            {
                var input = mapping.Inputs[at];
                var elements = input.Columns.Select(c => (Name: $"The column '{mapping.Header[c]}'", Element: ElementText.ToJson(input.Datatype, cells[c]))).ToList();
                if (elements.Find(e => e.Element.Problem is not null) is { Name: not null } wrong)
                    return InputRow.Broken(line, key, $"{wrong.Name} {wrong.Element.Problem}.");
                values[at] = string.Join(',', elements.Select(e => e.Element.Match(json => json, problem => problem)));
            }

            return new InputRow(line, key, values, null);
        },
        problem => InputRow.Broken(line, null, $"The row {problem}."));

    private static InputRow OfJson(InputMapping mapping, long line, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? OfObject(mapping, line, document.RootElement)
                : InputRow.Broken(line, null, "The line is no JSON object.");
        }
        catch (JsonException exception)
        {
            return InputRow.Broken(line, null, $"The line is no JSON: it cannot be read at character {exception.BytePositionInLine + 1}.");
        }
    }

    private static InputRow OfObject(InputMapping mapping, long line, JsonElement row)
    {
        var key = row.TryGetProperty(mapping.Settings.Key ?? UsualKey, out var named) && named.ValueKind is JsonValueKind.String or JsonValueKind.Number ? named.ToString() : null;
        if (mapping.Settings.Key is { } wanted && string.IsNullOrEmpty(key))
            return InputRow.Broken(line, null, $"The member '{wanted}', which is the key, is missing or empty.");

        var values = new string[mapping.Inputs.Count];
        for (var at = 0; at < values.Length; at++)
        {
            var input = mapping.Inputs[at];
            if (!TryFind(row, input.Name, out var given))
                return InputRow.Broken(line, key, $"The input '{input.Name}' is missing.");
            var elements = new List<string>(input.Elements);
            if (Gather(input.Datatype, given, elements) is { } problem)
                return InputRow.Broken(line, key, $"The input '{input.Name}' {problem}.");
            if (elements.Count != input.Elements)
                return InputRow.Broken(line, key, $"The input '{input.Name}' has {elements.Count} elements; a row takes {input.Elements}.");
            values[at] = string.Join(',', elements);
        }

        return new InputRow(line, key, values, null);
    }

    // A member of the input's name, or the protocol's own list of inputs.
    private static bool TryFind(JsonElement row, string input, out JsonElement given)
    {
        if (row.TryGetProperty(input, out given))
            return true;
        if (!row.TryGetProperty("inputs", out var list) || list.ValueKind != JsonValueKind.Array)
            return false;
        foreach (var tensor in list.EnumerateArray())
        {
            if (tensor.ValueKind == JsonValueKind.Object && tensor.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && name.ValueEquals(input))
                return tensor.TryGetProperty("data", out given);
        }

        return false;
    }

    private static string? Gather(string datatype, JsonElement given, List<string> elements)
    {
        if (given.ValueKind == JsonValueKind.Array)
        {
            foreach (var inner in given.EnumerateArray())
            {
                if (Gather(datatype, inner, elements) is { } problem)
                    return problem;
            }

            return null;
        }

        if (given.ValueKind is JsonValueKind.Null or JsonValueKind.Object || (given.ValueKind == JsonValueKind.String) != (datatype == "BYTES"))
            return $"holds {given.GetRawText()[..Math.Min(40, given.GetRawText().Length)]}, which is no {datatype}";
        return ElementText.ToJson(datatype, given.ValueKind == JsonValueKind.String ? given.GetString()! : given.GetRawText()).Match<string?>(
            json =>
            {
                elements.Add(json);
                return null;
            },
            problem => problem);
    }
}

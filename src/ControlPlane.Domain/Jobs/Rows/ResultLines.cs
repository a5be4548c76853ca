using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ControlPlane.Contracts.Jobs;

namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>Results of a chunk, one line of JSON per row in the order of the rows. Stateless, pure.</summary>
public static class ResultLines
{
    /// <summary>Writes the lines.</summary>
    /// <param name="rows">Every row of the chunk, broken ones included.</param>
    /// <param name="groups">Those that were asked for.</param>
    /// <param name="answers">One for each group.</param>
    /// <param name="version">The version that was asked.</param>
    /// <param name="target">Where to.</param>
    /// <returns>What came of the chunk.</returns>
    public static ChunkResult Write(IReadOnlyList<InputRow> rows, IReadOnlyList<RowGroup> groups, IReadOnlyList<ChunkAnswer> answers, int version, IBufferWriter<byte> target)
    {
        var places = groups.SelectMany((g, at) => g.Rows.Select((r, index) => (r.Line, Place: (Group: at, Index: index)))).ToDictionary(p => p.Line, p => p.Place);
        var problems = new List<RowProblem>();
        long bytes = 0;
        foreach (var row in rows)
        {
            var line = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(line))
            {
                json.WriteStartObject();
                json.WriteNumber("line", row.Line);
                if (row.Key is not null)
                    json.WriteString("key", row.Key);
                json.WriteString("model_version", version.ToString(CultureInfo.InvariantCulture));
                var problem = row.Problem ?? WriteOutputs(json, answers[places[row.Line].Group], places[row.Line].Index, groups[places[row.Line].Group].Rows.Count);
                if (problem is not null)
                {
                    json.WriteString("error", problem);
                    problems.Add(new RowProblem(row.Line, problem));
                }

                json.WriteEndObject();
            }

            target.Write(line.WrittenSpan);
            target.Write("\n"u8);
            bytes += line.WrittenCount + 1;
        }

        return new ChunkResult(rows.Count, problems.Count, [.. problems.Take(BatchJob.MostProblems)], bytes);
    }

    // What is wrong is known before the first output is written, so that a line holds outputs or an error.
    private static string? WriteOutputs(Utf8JsonWriter json, ChunkAnswer answer, int row, int rows)
    {
        if (answer.Status != 200)
            return answer.Body.ValueKind == JsonValueKind.Object && answer.Body.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String
                ? $"The version answered: {error.GetString()}"
                : $"The version answered with status {answer.Status}.";
        var outputs = answer.Body.GetProperty("outputs");
        foreach (var output in outputs.EnumerateArray())
        {
            if (rows > 1 && (output.GetProperty("shape").GetArrayLength() == 0 || output.GetProperty("shape")[0].GetInt64() != rows))
                return $"The output '{output.GetProperty("name").GetString()}' has no row for each row that was asked for.";
        }

        json.WriteStartArray("outputs");
        foreach (var output in outputs.EnumerateArray())
            WriteOutput(json, output, row, rows);
        json.WriteEndArray();
        return null;
    }

    private static void WriteOutput(Utf8JsonWriter json, JsonElement output, int row, int rows)
    {
        json.WriteStartObject();
        output.GetProperty("name").WriteTo(json, "name");
        output.GetProperty("datatype").WriteTo(json, "datatype");
        json.WriteStartArray("shape");
        foreach (var (size, at) in output.GetProperty("shape").EnumerateArray().Select((s, index) => (s.GetInt64(), index)))
            json.WriteNumberValue(at == 0 && rows > 1 ? 1 : size);
        json.WriteEndArray();
        json.WriteStartArray("data");
        var data = output.GetProperty("data");
        var count = data.GetArrayLength() / rows;
        foreach (var element in data.EnumerateArray().Skip(row * count).Take(count))
            element.WriteTo(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTo(this JsonElement element, Utf8JsonWriter json, string name)
    {
        json.WritePropertyName(name);
        element.WriteTo(json);
    }
}

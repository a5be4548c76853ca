using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>Inference requests of the Open Inference Protocol for the rows of a chunk. Stateless, pure: the same rows give the same requests.</summary>
public static class ChunkRequests
{
    /// <summary>Rows by request: all that can be read together where the version takes several, one by one otherwise.</summary>
    public static IReadOnlyList<RowGroup> Group(InputMapping mapping, IReadOnlyList<InputRow> rows, bool isRowByRow)
    {
        var whole = rows.Where(r => r.Problem is null).ToList();
        if (whole.Count == 0)
            return [];
        return mapping.IsTogether && !isRowByRow ? [new RowGroup(whole)] : [.. whole.Select(r => new RowGroup([r]))];
    }

    /// <summary>The request of a group.</summary>
    public static JsonElement Request(InputMapping mapping, RowGroup group)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("inputs");
            for (var at = 0; at < mapping.Inputs.Count; at++)
                Write(json, mapping.Inputs[at], group, at);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter json, MappedInput input, RowGroup group, int at)
    {
        json.WriteStartObject();
        json.WriteString("name", input.Name);
        json.WriteString("datatype", input.Datatype);
        json.WriteStartArray("shape");
        foreach (var (size, dimension) in input.Shape.Select((s, d) => (s, d)))
            json.WriteNumberValue(dimension == 0 && input.HasRows ? group.Rows.Count : size);
        json.WriteEndArray();
        json.WritePropertyName("data");
        var data = new StringBuilder("[");
        data.AppendJoin(',', group.Rows.Select(r => r.Values[at]));
        json.WriteRawValue(data.Append(']').ToString());
        json.WriteEndObject();
    }
}

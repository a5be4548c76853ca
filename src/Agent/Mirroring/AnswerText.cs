using System.Text;
using System.Text.Json;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>The read output of an answer as JSON for people: a list with one entry per row. Stateless.</summary>
internal static class AnswerText
{
    // Of longer rows, objects with names would fill the text with names.
    private const int MaximumNamed = 50;

    /// <summary>Probabilities as an object by class, scores as lists of numbers, labels as texts; cut.</summary>
    public static string Of(PredictionReader predictions, in Prediction prediction, ReadOutput? output)
    {
        using var stream = new MemoryStream();
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartArray();
        if (output is null)
            WriteLabels(json, predictions, prediction);
        for (var row = 0; row < (output?.Rows ?? 0) && json.BytesPending + json.BytesCommitted < ShadowSample.MaximumOutputs; row++)
            WriteRow(json, output!, row);
        json.WriteEndArray();
        json.Flush();
        return Cut(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <summary>The text, no longer than a sample may have it.</summary>
    public static string Cut(string text) => text.Length <= ShadowSample.MaximumOutputs ? text : text[..ShadowSample.MaximumOutputs];

    private static void WriteLabels(Utf8JsonWriter json, PredictionReader predictions, in Prediction prediction)
    {
        json.WriteStringValue(predictions.NameOf(new PredictedRow(prediction.LabelIndex, prediction.Label, prediction.Score)));
        foreach (var row in prediction.FurtherRows.Span)
        {
            if (json.BytesPending + json.BytesCommitted < ShadowSample.MaximumOutputs)
                json.WriteStringValue(predictions.NameOf(row));
        }
    }

    private static void WriteRow(Utf8JsonWriter json, ReadOutput output, int row)
    {
        var values = output.Row(row);
        var isNamed = output.Names.Count >= values.Length && values.Length <= MaximumNamed;
        if (isNamed)
            json.WriteStartObject();
        else
            json.WriteStartArray();
        for (var column = 0; column < values.Length && json.BytesPending + json.BytesCommitted < ShadowSample.MaximumOutputs; column++)
        {
            if (isNamed)
                json.WritePropertyName(output.Names[column]);
            if (float.IsFinite(values[column]))
                json.WriteNumberValue(values[column]);
            else
                json.WriteNullValue();
        }

        if (isNamed)
            json.WriteEndObject();
        else
            json.WriteEndArray();
    }
}

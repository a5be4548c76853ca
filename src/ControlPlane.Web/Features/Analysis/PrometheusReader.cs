using System.Globalization;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Analysis.Templates.Sources;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>Takes one value from a Prometheus server by an instant query. A singleton, thread-safe.</summary>
public sealed class PrometheusReader(SourceClient client)
{
    private const int MaximumSaid = 300;

    /// <summary>The value, or none when the query gave nothing, NaN or an infinity.</summary>
    /// <returns>Refusal: why it could not be measured.</returns>
    public async Task<Outcome<SourceValue>> ReadAsync(PrometheusSource source, string query, SourceFacts facts, CancellationToken cancellation)
    {
        var filled = QueryText.Fill(query, facts.ForQueries(), out var problem);
        if (problem is not null)
            return Failed($"the query cannot be asked: {problem}.");
        var address = new Uri($"{source.Address.TrimEnd('/')}/api/v1/query");
        var answer = await client.AskAsync(source, address, () => new FormUrlEncodedContent([new("query", filled)]), cancellation);
        return answer.Then(Read);
    }

    private static Outcome<SourceValue> Read(SourceAnswer answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body, new JsonDocumentOptions { MaxDepth = 16 });
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error))
                return Failed($"it answers {answer.Status}: {Bounded(error.ToString())}.");
            return answer.IsSuccess ? Value(root.GetProperty("data")) : Failed($"it answers {answer.Status}.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Failed(answer.IsSuccess ? "its answer is none of Prometheus's query API." : $"it answers {answer.Status}.");
        }
    }

    private static Outcome<SourceValue> Value(JsonElement data)
    {
        var result = data.GetProperty("result");
        return data.GetProperty("resultType").GetString() switch
        {
            "scalar" => Number(result[1]),
            "vector" => result.GetArrayLength() switch
            {
                0 => new SourceValue(null),
                1 => Number(result[0].GetProperty("value")[1]),
                var many => Failed($"the query gives {many} series, which is no one number; aggregate them, for example with sum()."),
            },
            var other => Failed($"the query gives a {Bounded(other ?? "null")}; it must give a scalar or a vector of one series."),
        };
    }

    private static SourceValue Number(JsonElement text) =>
        double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? new SourceValue(value) : new SourceValue(null);

    private static string Bounded(string text) => text.Length <= MaximumSaid ? text.TrimEnd('.') : text[..MaximumSaid] + "…";

    private static Refusal Failed(string sentence) => new("source_failed", sentence);
}

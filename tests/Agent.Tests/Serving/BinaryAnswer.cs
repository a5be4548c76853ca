using System.Net;
using System.Text.Json;

namespace ControlPlane.AgentHost.Tests.Serving;

/// <summary>An answer with bytes behind its JSON, taken apart.</summary>
internal sealed record BinaryAnswer(HttpStatusCode Status, string? ContentType, JsonElement Json, IReadOnlyList<byte[]> Tensors)
{
    public string? Error => Json.TryGetProperty("error", out var error) ? error.GetString() : null;

    public JsonElement Output(int index = 0) => Json.GetProperty("outputs")[index];

    /// <summary>Reads it as the protocol's extension says, with every length checked.</summary>
    public static async Task<BinaryAnswer> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync();
        var jsonLength = response.Headers.TryGetValues("Inference-Header-Content-Length", out var lengths) ? int.Parse(lengths.Single()) : body.Length;
        var json = JsonDocument.Parse(body.AsMemory(0, jsonLength)).RootElement;
        var rest = body.AsMemory(jsonLength);
        var tensors = new List<byte[]>();
        foreach (var output in json.TryGetProperty("outputs", out var outputs) ? outputs.EnumerateArray() : [])
        {
            if (!output.TryGetProperty("parameters", out var parameters) || !parameters.TryGetProperty("binary_data_size", out var size))
                continue;
            Assert.False(output.TryGetProperty("data", out _));
            tensors.Add(rest[..size.GetInt32()].ToArray());
            rest = rest[size.GetInt32()..];
        }

        Assert.Equal(0, rest.Length);
        return new BinaryAnswer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, json, tensors);
    }
}

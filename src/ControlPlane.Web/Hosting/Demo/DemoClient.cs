using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ControlPlane.Web.Hosting.Demo;

/// <summary>The few calls of the public API that set the demo up, as any user's script would make them.</summary>
internal sealed class DemoClient(HttpClient http)
{
    /// <summary>Digests of a model's versions by number; empty when there is no such model.</summary>
    public async Task<IReadOnlyDictionary<int, string>> DigestsAsync(string model, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(new Uri($"api/v1/models/{model}", UriKind.Relative), cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return new Dictionary<int, string>();
        var found = await ReadAsync(answer, cancellation);
        return found.GetProperty("versions").EnumerateArray()
            .ToDictionary(v => v.GetProperty("number").GetInt32(), v => v.GetProperty("digest").GetString()!);
    }

    public async Task<int> RegisterAsync(DemoManifestEntry entry, string folder, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(Path.Combine(folder, entry.File));
        using var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var path = $"api/v1/models/{entry.Model}/versions?description={Uri.EscapeDataString(entry.Description)}&tags=demo";
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content, cancellation);
        return (await ReadAsync(answer, cancellation)).GetProperty("number").GetInt32();
    }

    public Task SetAliasAsync(string model, string alias, int version, CancellationToken cancellation) =>
        PutAsync($"api/v1/models/{model}/aliases/{alias}", new { version }, cancellation);

    public async Task<bool> HasEndpointAsync(string endpoint, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(new Uri($"api/v1/endpoints/{endpoint}", UriKind.Relative), cancellation);
        return answer.StatusCode != HttpStatusCode.NotFound;
    }

    public Task PutEndpointAsync(string endpoint, object draft, CancellationToken cancellation) =>
        PutAsync($"api/v1/endpoints/{endpoint}", draft, cancellation);

    public Task PutSplitAsync(string endpoint, object split, CancellationToken cancellation) =>
        PutAsync($"api/v1/endpoints/{endpoint}/split", split, cancellation);

    public async Task<bool> HasRolloutAsync(string endpoint, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(new Uri($"api/v1/endpoints/{endpoint}/rollouts?limit=1", UriKind.Relative), cancellation);
        return (await ReadAsync(answer, cancellation)).GetProperty("items").GetArrayLength() > 0;
    }

    public async Task StartRolloutAsync(string endpoint, object draft, CancellationToken cancellation)
    {
        using var answer = await http.PostAsJsonAsync(new Uri($"api/v1/endpoints/{endpoint}/rollouts", UriKind.Relative), draft, cancellation);
        await ReadAsync(answer, cancellation);
    }

    public async Task<string> CreateJoinTokenAsync(string pool, CancellationToken cancellation)
    {
        using var answer = await http.PostAsJsonAsync(new Uri("api/v1/join-tokens", UriKind.Relative), new { pool }, cancellation);
        return (await ReadAsync(answer, cancellation)).GetProperty("token").GetString()!;
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri} was answered with {(int)answer.StatusCode}: {text}");
    }

    private async Task PutAsync(string path, object body, CancellationToken cancellation)
    {
        using var answer = await http.PutAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellation);
        await ReadAsync(answer, cancellation);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.TestKit.Processes;

/// <summary>The calls of the public API that tests make, as a user's script would.</summary>
public sealed class ApiClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address, "api/v1/"), Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Whether the control plane says that it is ready.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using var answer = await _http.GetAsync(new Uri(address, "readyz")).ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>A new single-use join token for the pool <c>production</c>.</summary>
    public async Task<string> CreateJoinTokenAsync() =>
        (await SendAsync(HttpMethod.Post, "join-tokens", new { pool = "production" }).ConfigureAwait(false)).GetProperty("token").GetString()!;

    /// <summary>Registers a model file.</summary>
    /// <returns>The version's number.</returns>
    public async Task<int> RegisterAsync(string model, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await _http.PostAsync(new Uri($"models/{model}/versions", UriKind.Relative), content).ConfigureAwait(false);
        return (await ReadAsync(answer).ConfigureAwait(false)).GetProperty("number").GetInt32();
    }

    /// <summary>Creates or changes an endpoint.</summary>
    public Task<JsonElement> PutEndpointAsync(string endpoint, string model, int stableVersion) =>
        SendAsync(HttpMethod.Put, $"endpoints/{endpoint}", new { model, stableVersion });

    /// <summary>Creates or changes an endpoint whose challengers are guarded by the agents.</summary>
    public Task<JsonElement> PutEndpointAsync(string endpoint, string model, int stableVersion, GuardLimits guards) =>
        SendAsync(HttpMethod.Put, $"endpoints/{endpoint}", new { model, stableVersion, guards });

    /// <summary>Sets the split: versions and weights in basis points.</summary>
    public Task<JsonElement> PutSplitAsync(string endpoint, params (int Version, int Weight)[] shares) =>
        SendAsync(HttpMethod.Put, $"endpoints/{endpoint}/split", new { variants = shares.Select(s => new { version = s.Version, weight = s.Weight }) });

    /// <summary>Rolls an endpoint back and waits for the agents.</summary>
    public Task<JsonElement> RollBackAsync(string endpoint) =>
        SendAsync(HttpMethod.Post, $"endpoints/{endpoint}/rollback?wait=true", new { reason = "test" });

    /// <summary>Takes the last rollback back.</summary>
    public Task<JsonElement> UndoAsync(string endpoint) => SendAsync(HttpMethod.Post, $"endpoints/{endpoint}/undo", new { });

    /// <summary>Starts a rollout.</summary>
    /// <returns>The rollout as the API tells it.</returns>
    public Task<JsonElement> StartRolloutAsync(string endpoint, object body) => SendAsync(HttpMethod.Post, $"endpoints/{endpoint}/rollouts", body);

    /// <summary>Shows what a rollout would do.</summary>
    public Task<JsonElement> PreviewRolloutAsync(string endpoint, object body) => SendAsync(HttpMethod.Post, $"endpoints/{endpoint}/rollouts?dryRun=true", body);

    /// <summary>Does something to a rollout: promote, promote-full, pause, resume, abort, retry, kill, undo.</summary>
    public Task<JsonElement> CommandRolloutAsync(string id, string verb, string reason = "test") => SendAsync(HttpMethod.Post, $"rollouts/{id}/{verb}", new { reason });

    /// <summary>Waits until a rollout is in one of some phases.</summary>
    /// <returns>The rollout then.</returns>
    public async Task<JsonElement> WaitForPhaseAsync(string id, TimeSpan limit, params string[] phases)
    {
        var last = default(JsonElement);
        try
        {
            await Eventually.BeTrueAsync(
                $"rollout {id} is {string.Join(" or ", phases)}",
                async () =>
                {
                    last = await GetAsync($"rollouts/{id}").ConfigureAwait(false);
                    return phases.Contains(last.GetProperty("phase").GetString(), StringComparer.Ordinal);
                },
                limit).ConfigureAwait(false);
            return last;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} It is: {last}", e);
        }
    }

    /// <summary>Any GET below <c>/api/v1/</c>.</summary>
    public Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    /// <summary>Sets the split and waits until the agents have acknowledged it.</summary>
    public Task<JsonElement> PutSplitAndWaitAsync(string endpoint, params (int Version, int Weight)[] shares) =>
        SendAsync(HttpMethod.Put, $"endpoints/{endpoint}/split?wait=true", new { variants = shares.Select(s => new { version = s.Version, weight = s.Weight }) });

    /// <summary>Starts a batch job on comma-separated values.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> StartJobAsync(string endpoint, string input, string query)
    {
        using var content = new StringContent(input);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await _http.PostAsync(new Uri($"endpoints/{endpoint}/jobs?{query}", UriKind.Relative), content).ConfigureAwait(false);
        return (await ReadAsync(answer).ConfigureAwait(false)).GetProperty("id").GetString()!;
    }

    /// <summary>Results of a batch job as text.</summary>
    public Task<string> JobResultsAsync(string id) => _http.GetStringAsync(new Uri($"jobs/{id}/results", UriKind.Relative));

    /// <summary>Requests by variant, as the control plane has added them up.</summary>
    public async Task<IReadOnlyDictionary<string, long>> RequestTotalsAsync(string endpoint) =>
        MetricsPage.ByVariant(await _http.GetStringAsync(new Uri(address, "metrics")).ConfigureAwait(false), "controlplane_requests_total", endpoint);

    /// <summary>Every agent as the control plane sees it.</summary>
    public async Task<IReadOnlyList<SeenAgent>> AgentsAsync()
    {
        var page = await GetAsync("agents").ConfigureAwait(false);
        return [.. page.GetProperty("items").EnumerateArray().Select(ToAgent)];
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static SeenAgent ToAgent(JsonElement agent) => new(
        agent.GetProperty("id").GetString()!,
        agent.GetProperty("name").GetString()!,
        agent.GetProperty("state").GetString() == "fresh",
        ToPosition(agent.GetProperty("desired")),
        ToPosition(agent.GetProperty("reported")));

    private static (long Epoch, long Revision) ToPosition(JsonElement position) =>
        (position.GetProperty("epoch").GetInt64(), position.GetProperty("revision").GetInt64());

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync().ConfigureAwait(false);
        return answer.IsSuccessStatusCode
            ? text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text)
            : throw new HttpRequestException($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}: {(int)answer.StatusCode} {text}", null, answer.StatusCode);
    }

    /// <summary>Any call; fails unless it succeeds.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var answer = await _http.SendAsync(request).ConfigureAwait(false);
        return await ReadAsync(answer).ConfigureAwait(false);
    }
}

using System.Net.Http.Json;
using System.Text;

namespace ControlPlane.TestKit.Processes;

/// <summary>A caller of agents, over real HTTP.</summary>
public sealed class InferenceClient : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 32 }) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>One inference.</summary>
    public async Task<InferenceAnswer> InferAsync(Uri agent, string endpoint, string body, string? routingKey = null, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(agent, $"v2/models/{endpoint}/infer"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (routingKey is not null)
            request.Headers.Add("x-routing-key", routingKey);
        if (header is { } extra)
            request.Headers.Add(extra.Name, extra.Value);
        using var answer = await _http.SendAsync(request).ConfigureAwait(false);
        return new InferenceAnswer(
            (int)answer.StatusCode,
            HeaderOf(answer, "x-variant"),
            HeaderOf(answer, "x-model-version"),
            long.TryParse(HeaderOf(answer, "x-routing-revision"), out var revision) ? revision : 0,
            HeaderOf(answer, "x-feedback-token"),
            await answer.Content.ReadAsStringAsync().ConfigureAwait(false));
    }

    /// <summary>Sends a label for an earlier answer.</summary>
    /// <returns>HTTP status.</returns>
    public async Task<int> FeedbackAsync(Uri agent, string endpoint, string token, string label)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(agent, $"v2/models/{endpoint}/feedback"), new { token, label }).ConfigureAwait(false);
        return (int)answer.StatusCode;
    }

    /// <summary>Sends a reward for an earlier answer.</summary>
    /// <returns>HTTP status.</returns>
    public async Task<int> RewardAsync(Uri agent, string endpoint, string token, double value)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(agent, $"v2/models/{endpoint}/feedback"), new { token, metric = "reward", value }).ConfigureAwait(false);
        return (int)answer.StatusCode;
    }

    /// <summary>The agent's own metrics as text.</summary>
    public Task<string> MetricsAsync(Uri admin) => _http.GetStringAsync(new Uri(admin, "metrics"));

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static string? HeaderOf(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.First() : null;
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ControlPlane.Demo.Users;

/// <summary>Speaks HTTP with the agents; when one cannot be reached, the same request goes to the next.</summary>
public sealed class AgentClient(HttpMessageHandler handler, AgentRing ring, TrafficCounters counters, TrafficClock clock) : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _http = new(handler) { Timeout = AnswerTimeout };

    /// <summary>The handler for real agents: connections are kept, nothing is followed, stored or traced.</summary>
    public static SocketsHttpHandler MakeHandler() => new()
    {
        ConnectTimeout = ConnectTimeout,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
    };

    /// <summary>Null when no agent could be reached.</summary>
    public async Task<InferenceAnswer?> InferAsync(User user, PreparedRequest request, string requestId, CancellationToken cancellationToken)
    {
        byte[] body = [.. RequestWriter.BeforeId, .. Encoding.UTF8.GetBytes(requestId), .. request.JsonAfterId.Span];
        using var response = await SendAsync(
            agent =>
            {
                var message = Post(agent, $"v2/models/{request.Endpoint}/infer", body);
                message.Headers.TryAddWithoutValidation("x-routing-key", user.Id);
                message.Headers.TryAddWithoutValidation("x-region", user.Region.Name);
                message.Headers.TryAddWithoutValidation("x-request-id", requestId);
                return message;
            },
            cancellationToken);
        return response is null
            ? null
            : new InferenceAnswer(response.IsSuccessStatusCode, Header(response, "x-model-version"), Header(response, "x-feedback-token"));
    }

    /// <summary>False when no agent took it.</summary>
    public async Task<bool> TellAsync(Feedback feedback, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { token = feedback.Token, label = feedback.Label });
        using var response = await SendAsync(agent => Post(agent, $"v2/models/{feedback.Endpoint}/feedback", body), cancellationToken);
        return response is { IsSuccessStatusCode: true };
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Post(Uri agent, string path, byte[] json) => new(HttpMethod.Post, new Uri(agent, path))
    {
        Content = new ByteArrayContent(json) { Headers = { ContentType = Json } },
    };

    /// <summary>The client reports its own time limits as cancellations.</summary>
    private static bool IsUnreachable(Exception failure) => failure is HttpRequestException or OperationCanceledException;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private async Task<HttpResponseMessage?> SendAsync(Func<Uri, HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        foreach (var agent in ring.Order(clock.Elapsed))
        {
            try
            {
                using var request = make(ring.Agents[agent]);
                return await _http.SendAsync(request, cancellationToken);
            }
            catch (Exception failure) when (IsUnreachable(failure) && !cancellationToken.IsCancellationRequested)
            {
                counters.AttemptFailed();
                ring.Tire(agent, clock.Elapsed);
            }
        }

        return null;
    }
}

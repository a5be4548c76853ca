using System.Net;

namespace ControlPlane.Demo.Tests.Users;

/// <summary>
/// Agents without a network: remember what they were sent and answer at once, as the test wants.
/// Answers are complete when the call returns, so that a tick of the users has no loose ends.
/// </summary>
internal sealed class StubAgents(TimeProvider time) : HttpMessageHandler
{
    private readonly List<SentRequest> _sent = [];
    private readonly DateTimeOffset _start = time.GetUtcNow();

    /// <summary>Hosts that cannot be reached.</summary>
    public HashSet<string> Down { get; } = [];

    /// <summary>True leaves every call without an answer.</summary>
    public bool Hang { get; set; }

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public IReadOnlyList<SentRequest> Sent => _sent;

    public IEnumerable<SentRequest> Inferences => _sent.Where(request => request.Path.EndsWith("/infer", StringComparison.Ordinal));

    public IEnumerable<SentRequest> Feedback => _sent.Where(request => request.Path.EndsWith("/feedback", StringComparison.Ordinal));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        if (Down.Contains(uri.Host))
            throw new HttpRequestException("connection refused");

        _sent.Add(new SentRequest(
            time.GetUtcNow() - _start,
            uri.Host,
            uri.AbsolutePath,
            request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase),
            await request.Content!.ReadAsStringAsync(cancellationToken)));
        if (Hang)
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);

        var response = new HttpResponseMessage(Status);
        response.Headers.Add("x-model-version", "1");
        if (request.Headers.TryGetValues("x-request-id", out var identifiers))
            response.Headers.Add("x-feedback-token", $"token-of-{identifiers.Single()}");

        return response;
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace ControlPlane.Cli.Tests.Hosting;

/// <summary>Plays the control plane: answers one request after the other from a list, the last one for ever.</summary>
internal sealed class ScriptedServer(params IReadOnlyList<Func<HttpResponseMessage>> answers) : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> _asked = new();
    private int _next;

    /// <summary>Method, path and query of every request, with its body.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    public static Func<HttpResponseMessage> Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        () => new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static Func<HttpResponseMessage> Problem(string body, HttpStatusCode status) =>
        () => new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/problem+json") };

    public static Func<HttpResponseMessage> Gone() => () => throw new HttpRequestException("Connection refused");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : " " + await request.Content.ReadAsStringAsync(cancellationToken);
        _asked.Enqueue($"{request.Method} {request.RequestUri!.PathAndQuery}{body}");
        var answer = answers[Math.Min(_next++, answers.Count - 1)]();
        answer.RequestMessage = request;
        return answer;
    }
}

using System.Collections.Concurrent;

namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>Answers HTTP requests as a test says, by their number from 1.</summary>
internal sealed class ScriptedHandler(Func<int, HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public ConcurrentQueue<HttpRequestMessage> Requests { get; } = new();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(answer(Requests.Count, request));
    }
}

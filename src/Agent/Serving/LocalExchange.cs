using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace ControlPlane.AgentHost.Serving;

/// <summary>
/// A request of the agent to itself, in the shape the server gives requests: it goes through the same gates, queues and threads as those that come over the network, without the network.
/// </summary>
internal sealed class LocalExchange : IRequestBodyPipeFeature, IDisposable
{
    private readonly HttpResponseFeature _response = new();
    private readonly MemoryStream _answer = new();
    private readonly StreamResponseBodyFeature _body;

    /// <summary>A request that waits for what live ones leave.</summary>
    public LocalExchange(string path, ReadOnlyMemory<byte> body, CancellationToken aborted)
    {
        _body = new StreamResponseBodyFeature(_answer);
        Reader = PipeReader.Create(new ReadOnlySequence<byte>(body));
        var request = new HttpRequestFeature { Method = HttpMethods.Post, Path = path };
        request.Headers.ContentType = HeaderTexts.Json;
        request.Headers.ContentLength = body.Length;
        request.Headers[HeaderTexts.Priority] = "batch";
        Features.Set<IHttpRequestFeature>(request);
        Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = aborted });
        Features.Set<IRequestBodyPipeFeature>(this);
        Features.Set<IHttpResponseFeature>(_response);
        Features.Set<IHttpResponseBodyFeature>(_body);
    }

    /// <summary>What the application sees.</summary>
    public FeatureCollection Features { get; } = new();

    /// <inheritdoc />
    public PipeReader Reader { get; }

    /// <summary>Status and body, once the application has answered.</summary>
    public async Task<(int Status, ReadOnlyMemory<byte> Body)> AnswerAsync()
    {
        await _body.CompleteAsync().ConfigureAwait(false);
        return (_response.StatusCode, _answer.GetBuffer().AsMemory(0, (int)_answer.Length));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _body.Dispose();
        _answer.Dispose();
    }
}

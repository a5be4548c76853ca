using System.IO.Pipelines;
using ControlPlane.Contracts.Outcomes;
using Microsoft.AspNetCore.Http.Features;

namespace ControlPlane.AgentHost.Serving;

/// <summary>One request and its answer, over the server's features without an HttpContext. Reused by the requests of one connection.</summary>
internal sealed class Exchange
{
    private IFeatureCollection _features = null!;
    private IHttpRequestFeature _request = null!;
    private IHttpResponseFeature _response = null!;
    private string? _path;

    /// <summary>When the request's headers were in, in ticks of the time provider.</summary>
    public long StartedAt { get; private set; }

    public string Method => _request.Method;

    public IHeaderDictionary RequestHeaders => _request.Headers;

    public IHeaderDictionary ResponseHeaders => _response.Headers;

    /// <summary>The path, understood; callers ask for the same one again and again, so that the last one is kept.</summary>
    public RequestTarget Target { get; private set; }

    /// <summary>The path as it came, decoded.</summary>
    public string Path => _request.Path;

    /// <summary>Cancelled when the caller has gone away.</summary>
    public CancellationToken Aborted => _features.Get<IHttpRequestLifetimeFeature>()?.RequestAborted ?? default;

    /// <summary>Headers that follow the body; null where the protocol has none.</summary>
    public IHeaderDictionary? Trailers => _features.Get<IHttpResponseTrailersFeature>()?.Trailers;

    public PipeReader Body => _features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;

    /// <summary>Status sent; 0 before.</summary>
    public int Status { get; private set; }

    /// <summary>A variant or a named version was decided, which counts the request from then on.</summary>
    public bool IsRouted { get; set; }

    /// <summary>Its caller can wait: it is answered with what live requests and shadows leave, and is no traffic of the endpoint.</summary>
    public bool IsBatch { get; private set; }

    /// <summary>Reads how urgent it is.</summary>
    /// <returns>Null, or a refusal: <c>request_malformed</c>.</returns>
    public Refusal? ReadPriority()
    {
        var said = RequestHeaders[HeaderTexts.Priority];
        if (said.Count == 0)
            return null;
        IsBatch = said == "batch";
        return IsBatch || said == "live" ? null : new Refusal(ServingCodes.Malformed, $"header {HeaderTexts.Priority} is {RequestTexts.Show(said.ToString())}, expected live or batch");
    }

    /// <summary>Takes the next request.</summary>
    public void Begin(IFeatureCollection features, long startedAt)
    {
        _features = features;
        _request = features.GetRequiredFeature<IHttpRequestFeature>();
        _response = features.GetRequiredFeature<IHttpResponseFeature>();
        StartedAt = startedAt;
        (Status, IsRouted, IsBatch) = (0, false, false);
        if (!ReferenceEquals(_path, _request.Path))
        {
            _path = _request.Path;
            Target = RequestTarget.Of(_path);
        }
    }

    /// <summary>The body, not the path, says what is asked for.</summary>
    public void NameTarget(RequestTarget target) => (Target, _path) = (target, null);

    /// <summary>Sends the whole answer; the bytes are copied before this returns, so that they may be used again.</summary>
    public ValueTask<FlushResult> SendAsync(int status, string? contentType, ReadOnlyMemory<byte> body)
    {
        Status = status;
        _response.StatusCode = status;
        _response.Headers.ContentType = contentType;
        _response.Headers.ContentLength = body.Length;
        return _features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(body);
    }

    /// <summary>Answers with a status that has no body.</summary>
    public void End(int status)
    {
        Status = status;
        _response.StatusCode = status;
    }

    /// <summary>Begins an answer whose length is not known beforehand.</summary>
    public void Begin(int status, string contentType)
    {
        Status = status;
        _response.StatusCode = status;
        _response.Headers.ContentType = contentType;
    }

    /// <summary>Sends more of the answer; the bytes are copied before this returns.</summary>
    public ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> bytes) =>
        _features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(bytes);
}

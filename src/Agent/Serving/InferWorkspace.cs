using System.Runtime.InteropServices;
using System.Text.Unicode;
using ControlPlane.AgentHost.Caching;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Serving;

/// <summary>What one inference request needs beside its lane, kept for the next one. One request at a time; from an <see cref="InferWorkspacePool"/>.</summary>
internal sealed class InferWorkspace : IDisposable
{
    private readonly byte[] _requestId = new byte[FeedbackTokenCodec.MaximumTextBytes];
    private readonly List<SelectedOutput> _outputs = [];
    private byte[] _keyScratch = new byte[256];
    private int _requestIdLength;

    /// <summary>A workspace that writes tokens with the installation's key.</summary>
    public InferWorkspace(FeedbackTokenCodec tokens)
    {
        Tokens = tokens.CreateWriter();
        Attributes = new RequestAttributes(Request);
    }

    public InferRequest Request { get; } = new();

    public RequestAttributes Attributes { get; }

    /// <summary>The answer's body.</summary>
    public JsonBuffer Response { get; } = new();

    /// <summary>What the answer's body is.</summary>
    public string ContentType { get; set; } = HeaderTexts.Json;

    /// <summary>The message that the request came as; null unless it came over gRPC.</summary>
    public ModelInferRequest? Message { get; set; }

    /// <summary>Texts of a request that came as a message.</summary>
    public JsonBuffer Texts { get; } = new();

    /// <summary>Room for texts inside texts.</summary>
    public JsonBuffer Scratch { get; } = new();

    public FeedbackTokenWriter Tokens { get; }

    /// <summary>Where a token is written; on the stack it would be cleared for every request.</summary>
    public byte[] TokenScratch { get; } = new byte[FeedbackTokenCodec.MaximumLength];

    /// <summary>Where the text of a label is written that is not known beforehand.</summary>
    public byte[] LabelScratch { get; } = new byte[FeedbackTokenCodec.MaximumTextBytes];

    /// <summary>Where the segments of a request are written.</summary>
    public byte[] SegmentScratch { get; } = new byte[FeedbackTokenCodec.MaximumTextBytes];

    /// <summary>The caller's or the agent's id of the request, UTF-8.</summary>
    public ReadOnlySpan<byte> RequestId => _requestId.AsSpan(0, _requestIdLength);

    /// <summary>What goes into the answer, in this order.</summary>
    public ReadOnlySpan<SelectedOutput> Outputs => CollectionsMarshal.AsSpan(_outputs);

    /// <summary>Takes the next request.</summary>
    public void Begin(IHeaderDictionary headers)
    {
        Request.Begin(default);
        Attributes.Begin(headers);
        Response.Clear();
        CacheKey = null;
        _outputs.Clear();
    }

    /// <summary>Takes the id that the request brings, or a new one.</summary>
    /// <returns>Null, or a refusal: <c>request_malformed</c>.</returns>
    public Refusal? TakeRequestId(IHeaderDictionary headers, RequestIdSource ids)
    {
        if (!headers.TryGetValue(HeaderTexts.RequestId, out var values) || values.ToString() is not { Length: > 0 } given)
        {
            _requestIdLength = ids.Next(_requestId);
            return null;
        }

        var status = Utf8.FromUtf16(given, _requestId, out _, out _requestIdLength);
        return status == System.Buffers.OperationStatus.Done
            ? null
            : new Refusal(ServingCodes.Malformed, $"header {HeaderTexts.RequestId} must not be longer than {_requestId.Length} bytes");
    }

    /// <summary>The routing key in UTF-8, until the next request; empty when the request has none.</summary>
    public ReadOnlySpan<byte> ReadKey(RoutingKeySource source, IHeaderDictionary headers) =>
        RoutingKeyReader.Read(source, headers, Attributes, ref _keyScratch);

    /// <summary>An output goes into the answer.</summary>
    public void AddOutput(SelectedOutput output) => _outputs.Add(output);

    /// <summary>The answer is written anew, of another model.</summary>
    public void ForgetAnswer()
    {
        Response.Clear();
        CacheKey = null;
        _outputs.Clear();
    }

    /// <summary>Digests inputs for the cache.</summary>
    public InputDigest Digest { get; } = new();

    /// <summary>What the answer to the present request is kept under; null where none is kept.</summary>
    public CacheKey? CacheKey { get; set; }

    public void Dispose()
    {
        Tokens.Dispose();
        Digest.Dispose();
    }
}

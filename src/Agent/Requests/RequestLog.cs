using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Statistics;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Requests;

/// <summary>
/// A sample of requests that waits to be written, bounded: what finds no room is dropped and counted, and no request waits for a disk.
/// A request is in the sample by the hash of its id, so that logs of several agents and of callers show the same ones. Singleton, thread-safe.
/// </summary>
internal sealed class RequestLog(RequestLogPolicy policy, TimeProvider time)
{
    /// <summary>Requests that wait at most.</summary>
    public const int Capacity = 1_024;

    private readonly Channel<LoggedRequest> _waiting = Channel.CreateBounded<LoggedRequest>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private long _dropped;

    /// <summary>What waits to be written.</summary>
    public ChannelReader<LoggedRequest> Waiting => _waiting.Reader;

    /// <summary>Whether anything is logged.</summary>
    public bool IsOn => policy.Share > 0;

    /// <summary>Requests of the sample that are not in the log.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Logs an answered request if it is in the sample, while its lane is still held.</summary>
    public void Answered(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, InferenceLane lane, in StageTimes times, in Prediction prediction, ActivityContext trace)
    {
        if (!Takes(workspace.RequestId))
            return;

        var mayRecord = routed.Endpoint.Routing.RecordsAnswers;
        Add(LineOf(exchange, workspace, routed, times.Total, trace) with
        {
            InferMicroseconds = times.Infer.TotalMicroseconds,
            Label = mayRecord ? routed.Model!.Predictions.NameOf(new PredictedRow(prediction.LabelIndex, prediction.Label, prediction.Score)) : null,
            Score = mayRecord && float.IsFinite(prediction.Score) ? prediction.Score : null,
            Inputs = mayRecord && policy.HasInputs ? InputsOf(lane) : null,
        });
    }

    /// <summary>Logs a request that was routed and got no answer, if it is in the sample.</summary>
    public void Failed(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, string code, TimeSpan elapsed, ActivityContext trace)
    {
        if (Takes(workspace.RequestId))
            Add(LineOf(exchange, workspace, routed, elapsed, trace) with { Refusal = code });
    }

    /// <summary>What was taken could not be written.</summary>
    public void CountDropped(int count) => Interlocked.Add(ref _dropped, count);

    private bool Takes(ReadOnlySpan<byte> requestId) => policy.Share > 0 && StickyHash.BucketOf("request-log"u8, requestId) < policy.Share;

    /// <summary>Adds a line; drops it where there is no room.</summary>
    internal void Add(LoggedRequest line)
    {
        if (!_waiting.Writer.TryWrite(line))
            CountDropped(1);
    }

    private LoggedRequest LineOf(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, TimeSpan total, ActivityContext trace) => new()
    {
        At = time.GetUtcNow(),
        RequestId = Encoding.UTF8.GetString(workspace.RequestId),
        TraceId = TraceIdOf(exchange, trace),
        Endpoint = routed.Endpoint.Routing.Name,
        Variant = routed.Identity.Variant,
        Version = routed.Identity.Version,
        RouteRevision = routed.Endpoint.Routing.RouteRevision,
        Bucket = routed.Selection is { Bucket: >= 0 } selection ? selection.Bucket : null,
        IsDiverted = routed.DivertedFrom is null ? null : true,
        TotalMicroseconds = total.TotalMicroseconds,
    };

    private static string? TraceIdOf(Exchange exchange, ActivityContext trace)
    {
        if (trace != default || ActivityContext.TryParse(exchange.RequestHeaders.TraceParent, traceState: null, isRemote: true, out trace))
            return trace.TraceId.ToHexString();
        return null;
    }

    private static List<LoggedInput> InputsOf(InferenceLane lane)
    {
        var inputs = new List<LoggedInput>();
        foreach (var input in lane.Inputs)
        {
            if (input.IsGiven)
                inputs.Add(new LoggedInput(input.Signature.Name, input.Signature.Datatype, input.Shape.ToArray(), RawOf(input)));
        }

        return inputs;
    }

    private static byte[]? RawOf(LaneInput input) => input.Strings is null && input.ByteLength <= LoggedInput.MaximumBytes ? input.Bytes.ToArray() : null;
}

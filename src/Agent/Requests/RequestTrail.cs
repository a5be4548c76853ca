using System.Diagnostics;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Statistics;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tracing;

namespace ControlPlane.AgentHost.Requests;

/// <summary>What single requests leave behind beside counts: spans and lines of the request log. Costs two looks where neither is on. Singleton, thread-safe.</summary>
public sealed class RequestTrail
{
    private readonly RequestSpans _spans;
    private readonly RequestLog _log;

    internal RequestTrail(RequestSpans spans, RequestLog log) => (_spans, _log) = (spans, log);

    /// <summary>For agents without a request log, whose spans nobody asks for.</summary>
    internal static RequestTrail None { get; } =
        new(new RequestSpans(new ActivitySource("none"), TimeProvider.System), new RequestLog(RequestLogPolicy.None, TimeProvider.System));

    /// <summary>Tells of an answered request, while its lane is still held.</summary>
    /// <returns>Its span; none when nobody listens.</returns>
    internal ActivityContext Answered(
        Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, InferenceLane lane, in StageTimes times, in Prediction prediction)
    {
        var trace = _spans.Answered(exchange, workspace, routed, times);
        _log.Answered(exchange, workspace, routed, lane, times, prediction, trace);
        return trace;
    }

    /// <summary>Tells of a request that was routed and got no answer.</summary>
    internal void Failed(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, string code, TimeSpan elapsed)
    {
        var trace = _spans.Failed(exchange, workspace, routed, code, elapsed);
        _log.Failed(exchange, workspace, routed, code, elapsed, trace);
    }
}

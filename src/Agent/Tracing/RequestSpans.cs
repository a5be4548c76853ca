using System.Diagnostics;
using System.Globalization;
using System.Text;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Statistics;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Tracing;

/// <summary>
/// Spans of requests, children of the span that their caller names (W3C Trace Context, headers traceparent and tracestate), with a child for each stage;
/// and spans of shadows, which are linked to the request they copy and no part of its trace, because nobody waits for them.
/// They are made once a request is over, so that a request without listeners costs one look. Singleton, thread-safe.
/// </summary>
internal sealed class RequestSpans(ActivitySource source, TimeProvider time)
{
    /// <summary>What a listener asks for.</summary>
    public const string SourceName = "ControlPlane.Agent";

    /// <summary>Whether somebody listens.</summary>
    public bool IsOn => source.HasListeners();

    /// <summary>Tells of an answered request.</summary>
    /// <returns>Its span, recorded or not; none when nobody listens.</returns>
    public ActivityContext Answered(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, in StageTimes times)
    {
        if (!IsOn)
            return default;

        var startedAt = StartOf(times.Total);
        using var span = Start(exchange, workspace, routed, startedAt, times.Total);
        if (span is null)
            return default;

        var at = startedAt;
        foreach (var (name, length) in ((string, TimeSpan)[])[("queue", times.Queue), ("input", times.Input), ("infer", times.Infer), ("output", times.Output)])
        {
            using var stage = span.IsAllDataRequested ? source.StartActivity(name, ActivityKind.Internal, span.Context, tags: null, links: null, at) : null;
            at += length;
            stage?.SetEndTime(at.UtcDateTime);
        }

        return span.Context;
    }

    /// <summary>Tells of a request that was routed and got no answer.</summary>
    /// <returns>As <see cref="Answered"/>.</returns>
    public ActivityContext Failed(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, string code, TimeSpan elapsed)
    {
        if (!IsOn)
            return default;

        using var span = Start(exchange, workspace, routed, StartOf(elapsed), elapsed);
        span?.SetTag("error.type", code);
        span?.SetStatus(ActivityStatusCode.Error, code);
        return span?.Context ?? default;
    }

    /// <summary>Tells of a shadow's run on a copy of a recorded request.</summary>
    public void Shadowed(ServedVariant shadow, MirroredAnswer answer, TimeSpan elapsed, string? code)
    {
        if (!IsOn || !answer.Trace.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
            return;

        var startedAt = StartOf(elapsed);
        using var span = source.StartActivity("shadow", ActivityKind.Internal, parentContext: default, tags: null, [new ActivityLink(answer.Trace)], startedAt);
        if (span is null)
            return;

        Tag(span, answer.Endpoint.Routing, shadow.Routing.Name, shadow.Routing.Version.ToString(CultureInfo.InvariantCulture));
        if (code is not null)
            span.SetTag("error.type", code).SetStatus(ActivityStatusCode.Error, code);
        span.SetEndTime((startedAt + elapsed).UtcDateTime);
    }

    private Activity? Start(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, DateTimeOffset startedAt, TimeSpan length)
    {
        var headers = exchange.RequestHeaders;
        ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var parent);
        var span = source.StartActivity("inference", ActivityKind.Server, parent, tags: null, links: null, startedAt);
        if (span is null)
            return null;

        if (span.IsAllDataRequested)
        {
            var routing = routed.Endpoint.Routing;
            Tag(span, routing, routed.Identity.Variant, routed.Identity.Version);
            span.SetTag("controlplane.request_id", Encoding.UTF8.GetString(workspace.RequestId));
            if (routed.Selection is { Bucket: >= 0 } selection)
                span.SetTag("controlplane.bucket", selection.Bucket);
        }

        span.SetEndTime((startedAt + length).UtcDateTime);
        return span;
    }

    private static void Tag(Activity span, EndpointRouting routing, string? variant, string version)
    {
        span.SetTag("controlplane.endpoint", routing.Name);
        span.SetTag("controlplane.model", routing.Model);
        span.SetTag("controlplane.variant", variant);
        span.SetTag("controlplane.version", version);
        span.SetTag("controlplane.route_revision", routing.RouteRevision);
        span.SetTag("controlplane.rollout", routing.Rollout);
    }

    private DateTimeOffset StartOf(TimeSpan length) => time.GetUtcNow() - length;
}

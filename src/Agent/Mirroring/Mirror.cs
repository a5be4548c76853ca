using System.Diagnostics;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>
/// Copies answered requests for the endpoint's shadows. The samples are of fixed rate, by the answer's running number;
/// a smaller one lies inside a larger one. Singleton, thread-safe; costs one look where there are no shadows.
/// </summary>
internal sealed class Mirror(MirrorQueue queue, TimeProvider time)
{
    /// <summary>Copies a request whose answer is decided, while its lane is still held.</summary>
    /// <param name="routed">How it was routed; a version named by the caller is no traffic of the endpoint and not copied.</param>
    /// <param name="lane">What was run.</param>
    /// <param name="prediction">What was predicted.</param>
    /// <param name="runTime">How long the model ran.</param>
    /// <param name="requestId">The caller's or the agent's id of the request, UTF-8.</param>
    /// <param name="attributes">What segments are read from.</param>
    /// <param name="trace">The request's span; none where nobody listens.</param>
    public void Copy(
        in RoutedRequest routed, InferenceLane lane, in Prediction prediction, TimeSpan runTime, ReadOnlySpan<byte> requestId, IRequestAttributes attributes, ActivityContext trace)
    {
        if (routed.Endpoint.Shadows.Length == 0 || routed.Selection is not { } selection)
            return;

        var bucket = StickyHash.BucketOfOrdinal(routed.Endpoint.NextMirrored());
        var shadows = Taking(Sampled(routed.Endpoint.Shadows, bucket));
        if (shadows.Length == 0)
            return;

        if (MirrorCopy.BytesOf(lane) > queue.MaximumBytes)
        {
            foreach (var shadow in shadows)
                shadow.Variant.Recorder.CopyDropped();
            return;
        }

        var answer = new MirroredAnswer
        {
            Endpoint = routed.Endpoint,
            Identity = routed.Identity,
            Version = routed.Model!.Version.Version,
            // Further rows lie in the lane and would be overwritten by its next call.
            Prediction = prediction with { FurtherRows = prediction.FurtherRows.ToArray() },
            Predictions = routed.Model.Predictions,
            Output = routed.Model.Predictions.Copy(lane),
            RunTime = runTime,
            AnsweredAt = time.GetUtcNow(),
            RequestId = requestId.ToArray(),
            Trace = trace,
            Attributes = new MirroredAttributes(routed.Endpoint.Routing.SegmentAttributes, attributes),
        };
        queue.Add(new MirrorCopy(lane, shadows, answer, selection.Rule, time.GetTimestamp()));
    }

    private static ServedShadow[] Sampled(ServedShadow[] shadows, int bucket) =>
        Array.TrueForAll(shadows, s => bucket < s.SampleShare) ? shadows : Array.FindAll(shadows, s => bucket < s.SampleShare);

    // A shadow whose breaker is open gets no copy, which is counted as one that was dropped.
    private ServedShadow[] Taking(ServedShadow[] shadows)
    {
        if (Array.TrueForAll(shadows, Takes))
            return shadows;

        var taking = Array.FindAll(shadows, Takes);
        foreach (var shadow in shadows.Except(taking))
            shadow.Variant.Recorder.CopyDropped();
        return taking;
    }

    private bool Takes(ServedShadow shadow) => queue.Breakers.Of(shadow.Variant.Recorder.Key).LetsIn(time);
}

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
    /// <param name="latency">From the request's arrival to its answer.</param>
    public void Copy(in RoutedRequest routed, InferenceLane lane, in Prediction prediction, TimeSpan latency)
    {
        if (routed.Endpoint.Shadows.Length == 0 || routed.Selection is not { } selection)
            return;

        var bucket = StickyHash.BucketOfOrdinal(routed.Endpoint.NextMirrored());
        var shadows = Sampled(routed.Endpoint.Shadows, bucket);
        if (shadows.Length == 0)
            return;

        if (MirrorCopy.BytesOf(lane) > queue.MaximumBytes)
        {
            foreach (var shadow in shadows)
                shadow.Variant.Recorder.CopyDropped();
            return;
        }

        // Further rows lie in the lane and would be overwritten by its next call.
        var kept = prediction with { FurtherRows = prediction.FurtherRows.ToArray() };
        var answer = new MirroredAnswer(routed.Identity.Variant, kept, routed.Model!.Predictions, latency);
        queue.Add(new MirrorCopy(lane, shadows, answer, selection.Rule, time.GetTimestamp()));
    }

    private static ServedShadow[] Sampled(ServedShadow[] shadows, int bucket) =>
        Array.TrueForAll(shadows, s => bucket < s.SampleShare) ? shadows : Array.FindAll(shadows, s => bucket < s.SampleShare);
}

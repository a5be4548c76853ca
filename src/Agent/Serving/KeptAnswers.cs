using ControlPlane.AgentHost.Caching;
using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Asks an endpoint's cache before a run and tells it afterwards. Stateless.</summary>
internal static class KeptAnswers
{
    /// <summary>Has the lane show a kept answer to its inputs; false when there is none.</summary>
    public static bool TryShow(InferWorkspace workspace, in RoutedRequest routed, InferenceLane lane, TimeProvider time)
    {
        if (routed.Endpoint.Cache is not { } cache || !ResponseCache.Takes(routed.Model!.Signature))
            return false;

        var startedAt = time.GetTimestamp();
        var key = workspace.Digest.KeyOf(lane, routed.Model.Version.Version);
        workspace.CacheKey = key;
        var isKept = cache.TryShow(key, lane);
        (isKept ? routed.Statistics?.CacheHit : routed.Statistics?.CacheMiss)?.Add(time.GetElapsedTime(startedAt));
        return isKept;
    }

    /// <summary>Keeps what the lane shows after a run.</summary>
    public static void Keep(InferWorkspace workspace, in RoutedRequest routed, InferenceLane lane)
    {
        if (workspace.CacheKey is { } key)
            routed.Endpoint.Cache!.Keep(key, lane);
    }
}

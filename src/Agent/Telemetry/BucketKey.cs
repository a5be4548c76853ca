using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Identity of a bucket inside its boot.</summary>
/// <param name="Start">Start of its span, Unix seconds.</param>
/// <param name="Endpoint">The endpoint asked.</param>
/// <param name="Variant">The variant.</param>
/// <param name="RouteRevision">The routing in force.</param>
internal readonly record struct BucketKey(long Start, string Endpoint, string Variant, long RouteRevision)
{
    /// <summary>The identity of a bucket.</summary>
    public static BucketKey Of(TelemetryBucket bucket) => new(bucket.Start, bucket.Endpoint, bucket.Variant, bucket.RouteRevision);
}

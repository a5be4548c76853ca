using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Web.Tests.Agents;

/// <summary>Small batches of telemetry.</summary>
internal static class Batches
{
    /// <summary>One bucket of the variant v1 of the endpoint pets, of the second that begins at <paramref name="start"/>.</summary>
    public static TelemetryBatch Of(long requests, long start = 1_000_000, long sequence = 1, int revision = 1) => new()
    {
        BootId = "boot",
        Sequence = sequence,
        OldestPending = start,
        Buckets =
        [
            new TelemetryBucket { Start = start, Endpoint = "pets", Variant = "v1", Version = 1, RouteRevision = 1, Revision = revision, Requests = requests },
        ],
        Lifetime = [new LifetimeCounter("pets", "v1", requests, 0)],
        SentAt = DateTimeOffset.FromUnixTimeSeconds(start + 1),
    };
}

using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Building;

/// <summary>What agents send.</summary>
internal static class Buckets
{
    public static AgentId Agent { get; } = new("agent-1");

    public static long Noon { get; } = Moment.Noon.ToUnixTimeSeconds();

    public static TelemetryBucket ABucket(long start, long requests = 10, int revision = 1, string variant = "v1", string endpoint = "pets") => new()
    {
        Start = start,
        Endpoint = endpoint,
        Variant = variant,
        Version = 1,
        RouteRevision = 1,
        Revision = revision,
        Requests = requests,
        Latency = ASketch([.. Enumerable.Repeat(10.0, (int)requests)]),
    };

    public static TelemetryBatch ABatch(long sequence, long oldestPending, params TelemetryBucket[] buckets) => new()
    {
        BootId = "boot-1",
        Sequence = sequence,
        OldestPending = oldestPending,
        Buckets = buckets,
        Lifetime = [],
        SentAt = Moment.Noon,
    };

    public static byte[] ASketch(params double[] milliseconds)
    {
        var sketch = new LatencySketch();
        foreach (var value in milliseconds)
            sketch.Add(value);
        return sketch.ToBytes();
    }
}

using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Tests.Telemetry;

/// <summary>Buckets with honest defaults.</summary>
internal static class Buckets
{
    public static TelemetryBucket ABucket(long start, long requests = 10, long errors = 0, int revision = 1, string variant = "v1")
    {
        var sketch = new LatencySketch();
        for (var request = errors; request < requests; request++)
            sketch.Add(1 + (start % 50) + request);
        return new TelemetryBucket
        {
            Start = start,
            Endpoint = "pets",
            Variant = variant,
            Version = 1,
            RouteRevision = 1,
            Revision = revision,
            Requests = requests,
            Errors = errors == 0 ? [] : new Dictionary<ErrorClass, long> { [ErrorClass.Model] = errors },
            Latency = sketch.Count == 0 ? null : sketch.ToBytes(),
            Outputs = new OutputSummary { Labels = new Dictionary<string, long> { [$"class {start % 3}"] = requests } },
        };
    }

    public static Harvest AHarvest(string bootId, params TelemetryBucket[] buckets) => new(
        bootId,
        buckets,
        [.. buckets.GroupBy(b => b.Variant).Select(g => new LifetimeCounter("pets", g.Key, g.Sum(b => b.Requests), g.Sum(b => b.Errors.Values.Sum())))]);
}

using ControlPlane.Data.Telemetry;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Which latency a chart draws; it stands in the address. Immutable.</summary>
/// <param name="Word">In the address and on the button.</param>
/// <param name="Read">Its number.</param>
public sealed record LatencyQuantile(string Word, Func<LatencyQuantiles, double> Read)
{
    /// <summary>What there is to pick.</summary>
    public static IReadOnlyList<LatencyQuantile> All { get; } = [new("p50", l => l.P50), new("p95", l => l.P95), new("p99", l => l.P99)];

    /// <summary>The quantile of a word; p95 for any other word.</summary>
    public static LatencyQuantile Of(string? word) => All.FirstOrDefault(q => q.Word == word) ?? All[1];
}

using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;

namespace ControlPlane.Data.Drift;

/// <summary>What one input feature looked like to one variant on all agents in one span of one resolution, under one route revision.</summary>
internal sealed class FeaturePoint
{
    public required string Endpoint { get; init; }

    /// <summary>Length of the span in seconds.</summary>
    public required int Resolution { get; init; }

    /// <summary>Unix seconds, a multiple of <see cref="Resolution"/>.</summary>
    public required long Start { get; init; }

    public required string Variant { get; init; }

    public required long RouteRevision { get; init; }

    public required string Feature { get; init; }

    public required int Version { get; set; }

    /// <summary>Compact form of a <see cref="FeatureSketch"/>; null for a categorical feature.</summary>
    public byte[]? Sketch { get; set; }

    public IReadOnlyDictionary<string, long> Categories { get; set; } = Counts.None;

    public long Missing { get; set; }
}

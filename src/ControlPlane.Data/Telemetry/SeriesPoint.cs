namespace ControlPlane.Data.Telemetry;

/// <summary>What one variant did on all agents in one span of one resolution, under one route revision.</summary>
internal sealed class SeriesPoint : SeriesMeasures
{
    public required string Endpoint { get; init; }

    /// <summary>Length of the span in seconds.</summary>
    public required int Resolution { get; init; }

    /// <summary>Unix seconds, a multiple of <see cref="Resolution"/>.</summary>
    public required long Start { get; init; }

    public required string Variant { get; init; }

    public required long RouteRevision { get; init; }

    public required int Version { get; set; }
}

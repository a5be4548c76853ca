namespace ControlPlane.Data.Telemetry;

/// <summary>Which point: the identity of a <see cref="SeriesPoint"/> but for its resolution. Immutable.</summary>
internal readonly record struct PointKey(string Endpoint, long Start, string Variant, long RouteRevision)
{
    /// <summary>The point of another length that this one lies in.</summary>
    public PointKey Within(int resolution) => this with { Start = SeriesSpan.AlignDown(Start, resolution) };
}

using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Telemetry;

/// <summary>
/// What is added to one point, gathered from many buckets before the point is read and written once. Mutable, not thread-safe.
/// </summary>
internal sealed class MeasureSum
{
    private readonly SeriesCounts _counts = new();
    private readonly LatencySum _latency = new();
    private readonly CellCounts _cells = new();
    private readonly NameCounts _labels = new();
    private readonly NameCounts _segments = new();
    private readonly NameCounts _segmentErrors = new();
    private readonly NameCounts _rules = new();
    private IReadOnlyList<long> _scores = [];
    private ShadowComparison? _comparison;
    private long _droppedCopies;
    private long _cpuMicroseconds;

    /// <summary>Adds <paramref name="sign"/> times a copy of a bucket.</summary>
    public void Add(SeriesMeasures measures, int sign)
    {
        _counts.Add(measures, sign);
        _latency.Add(measures.Latency, sign);
        _labels.Add(measures.Labels, sign);
        var details = measures.Details;
        if (details.Cells is { Length: > 0 } cells)
            _cells.Add(CellCounts.FromBytes(cells).Value, sign);
        _segments.Add(details.Segments, sign);
        _segmentErrors.Add(details.SegmentErrors, sign);
        _rules.Add(details.Rules, sign);
        _scores = Counts.Sum(_scores, details.Scores, sign);
        _comparison = ComparisonSum.Sum(_comparison, details.Comparison, sign);
        _droppedCopies += sign * details.DroppedCopies;
        _cpuMicroseconds += sign * details.CpuMicroseconds;
    }

    /// <summary>Adds what goes to a finer point within.</summary>
    public void Add(MeasureSum finer)
    {
        _counts.Add(finer._counts, 1);
        _latency.Add(finer._latency);
        _labels.Add(finer._labels);
        _cells.Add(finer._cells, 1);
        _segments.Add(finer._segments);
        _segmentErrors.Add(finer._segmentErrors);
        _rules.Add(finer._rules);
        _scores = Counts.Sum(_scores, finer._scores, 1);
        _comparison = ComparisonSum.Sum(_comparison, finer._comparison, 1);
        _droppedCopies += finer._droppedCopies;
        _cpuMicroseconds += finer._cpuMicroseconds;
    }

    /// <summary>Adds all of it to the stored point; nothing may be added here afterwards.</summary>
    public void AddTo(SeriesPoint point)
    {
        var details = point.Details;
        if (details.Cells is { Length: > 0 } cells)
            _cells.Add(CellCounts.FromBytes(cells).Value, 1);
        point.Add(_counts, 1);
        point.Latency = _latency.AddedTo(point.Latency);
        point.Labels = _labels.AddedTo(point.Labels);
        point.Details = new MeasureDetails
        {
            Scores = Counts.Sum(details.Scores, _scores, 1),
            Segments = _segments.AddedTo(details.Segments),
            SegmentErrors = _segmentErrors.AddedTo(details.SegmentErrors),
            Rules = _rules.AddedTo(details.Rules),
            DroppedCopies = details.DroppedCopies + _droppedCopies,
            Cells = _cells.IsEmpty ? null : _cells.ToBytes(),
            CpuMicroseconds = details.CpuMicroseconds + _cpuMicroseconds,
            Comparison = ComparisonSum.Sum(details.Comparison, _comparison, 1),
        };
    }
}

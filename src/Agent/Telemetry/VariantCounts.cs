using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Counts of one variant over some span, as plain numbers that add up. Mutable, not thread-safe.</summary>
internal sealed class VariantCounts
{
    /// <summary>Values told apart of one segment attribute.</summary>
    public const int MaximumSegmentValues = 20;

    private static readonly int ErrorClasses = Enum.GetValues<ErrorClass>().Length;
    private int _lowestBin = LatencySketch.BinCount;
    private int _highestBin = -1;

    public VariantCounts(int segmentAttributes, int rules)
    {
        Segments = new long[segmentAttributes][];
        SegmentErrors = new long[segmentAttributes][];
        for (var attribute = 0; attribute < segmentAttributes; attribute++)
        {
            Segments[attribute] = new long[MaximumSegmentValues + 1];
            SegmentErrors[attribute] = new long[MaximumSegmentValues + 1];
        }

        Rules = new long[rules];
    }

    public long Requests { get; set; }

    public long Diverted { get; set; }

    public long DroppedCopies { get; set; }

    public long Invalid { get; set; }

    /// <summary>Processor time inside the model.</summary>
    public long CpuNanoseconds { get; set; }

    /// <summary>By assignment cell; empty for shadows.</summary>
    public CellCounts Cells { get; } = new();

    /// <summary>Answers held against those callers got; null until there is one.</summary>
    public ComparisonCounts? Comparison { get; set; }

    public long[] Errors { get; } = new long[ErrorClasses];

    public long[] LatencyBins { get; } = new long[LatencySketch.BinCount];

    public long[] Labels { get; } = new long[OutputSummary.MaximumLabels + 1];

    public long[] Scores { get; } = new long[OutputSummary.ScoreBins];

    public long[][] Segments { get; }

    public long[][] SegmentErrors { get; }

    public long[] Rules { get; }

    public bool IsEmpty => Requests == 0 && Diverted == 0 && DroppedCopies == 0;

    public void AddLatency(int bin, long count = 1)
    {
        LatencyBins[bin] += count;
        _lowestBin = Math.Min(_lowestBin, bin);
        _highestBin = Math.Max(_highestBin, bin);
    }

    public void AddScore(float score)
    {
        if (float.IsFinite(score))
            Scores[Math.Clamp((int)(score * OutputSummary.ScoreBins), 0, OutputSummary.ScoreBins - 1)]++;
    }

    /// <summary>Adds the latencies to bins of the same kind.</summary>
    public void AddLatenciesTo(long[] bins)
    {
        for (var bin = _lowestBin; bin <= _highestBin; bin++)
            bins[bin] += LatencyBins[bin];
    }

    /// <summary>The latencies as a sketch.</summary>
    public LatencySketch Latencies()
    {
        var sketch = new LatencySketch();
        for (var bin = _lowestBin; bin <= _highestBin; bin++)
            sketch.AddToBin(bin, LatencyBins[bin]);
        return sketch;
    }

    /// <summary>Adds everything to others and starts from zero.</summary>
    public void MoveTo(VariantCounts total)
    {
        AddTo(total);
        Clear();
    }

    /// <summary>Adds everything to others that count the same rules and segments.</summary>
    public void AddTo(VariantCounts total)
    {
        AddMeasuresTo(total);
        total.Cells.Add(Cells, 1);
        if (Comparison is not null)
            (total.Comparison ??= new ComparisonCounts()).Add(Comparison);
        Add(Rules, total.Rules);
        for (var attribute = 0; attribute < Segments.Length; attribute++)
        {
            Add(Segments[attribute], total.Segments[attribute]);
            Add(SegmentErrors[attribute], total.SegmentErrors[attribute]);
        }
    }

    /// <summary>Adds everything but rules, segments, cells and the comparison, which belong to one routing.</summary>
    public void AddMeasuresTo(VariantCounts total)
    {
        total.Requests += Requests;
        total.Diverted += Diverted;
        total.DroppedCopies += DroppedCopies;
        total.Invalid += Invalid;
        total.CpuNanoseconds += CpuNanoseconds;
        for (var bin = _lowestBin; bin <= _highestBin; bin++)
            total.AddLatency(bin, LatencyBins[bin]);
        Add(Errors, total.Errors);
        Add(Labels, total.Labels);
        Add(Scores, total.Scores);
    }

    private void Clear()
    {
        Requests = Diverted = DroppedCopies = Invalid = CpuNanoseconds = 0;
        Cells.Add(Cells, -1);
        Comparison = null;
        if (_highestBin >= 0)
            Array.Clear(LatencyBins, _lowestBin, _highestBin - _lowestBin + 1);
        _lowestBin = LatencySketch.BinCount;
        _highestBin = -1;
        Array.Clear(Errors);
        Array.Clear(Labels);
        Array.Clear(Scores);
        Array.Clear(Rules);
        foreach (var values in Segments)
            Array.Clear(values);
        foreach (var values in SegmentErrors)
            Array.Clear(values);
    }

    private static void Add(long[] from, long[] to)
    {
        for (var index = 0; index < from.Length; index++)
            to[index] += from[index];
    }
}

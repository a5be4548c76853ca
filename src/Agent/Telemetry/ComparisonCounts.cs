using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>What a shadow's answers were against those callers got, over some span, as numbers that add up. Mutable, not thread-safe.</summary>
internal sealed class ComparisonCounts
{
    private static readonly (string, string) OtherLabels = (OutputSummary.OtherLabel, OutputSummary.OtherLabel);

    private readonly long[] _outcomes = new long[Enum.GetValues<CopyOutcome>().Length];
    private readonly Dictionary<(string Champion, string Shadow), long> _labels = [];
    private readonly Dictionary<string, long> _segmentLabelled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _segmentAgreed = new(StringComparer.Ordinal);
    private readonly LatencySketch _slowerBy = new();
    private readonly LatencySketch _quickerBy = new();
    private PairedNumbers _numbers = new();
    private long _labelled;
    private long _agreed;
    private long _ranked;
    private double _topOverlap;

    /// <summary>Adds one copy.</summary>
    public void Add(CopyComparison comparison)
    {
        _outcomes[(int)comparison.Outcome]++;
        if (comparison.Outcome != CopyOutcome.Pair)
            return;

        if (comparison.Slower > TimeSpan.Zero)
            _slowerBy.Add(comparison.Slower.TotalMilliseconds);
        else if (comparison.Slower < TimeSpan.Zero)
            _quickerBy.Add(-comparison.Slower.TotalMilliseconds);
        foreach (var row in comparison.Rows)
            Add(row, comparison.Segments);
    }

    /// <summary>Adds everything others hold.</summary>
    public void Add(ComparisonCounts other)
    {
        for (var outcome = 0; outcome < _outcomes.Length; outcome++)
            _outcomes[outcome] += other._outcomes[outcome];
        foreach (var (pair, count) in other._labels)
            Count(pair, count);
        AddTo(_segmentLabelled, other._segmentLabelled);
        AddTo(_segmentAgreed, other._segmentAgreed);
        _slowerBy.Merge(other._slowerBy);
        _quickerBy.Merge(other._quickerBy);
        _numbers = ComparisonFolding.Sum(_numbers, other._numbers);
        _labelled += other._labelled;
        _agreed += other._agreed;
        _ranked += other._ranked;
        _topOverlap += other._topOverlap;
    }

    /// <summary>As it travels.</summary>
    public ShadowComparison ToSummary() => new()
    {
        Pairs = _outcomes[(int)CopyOutcome.Pair],
        Failed = _outcomes[(int)CopyOutcome.Failed],
        Invalid = _outcomes[(int)CopyOutcome.Invalid],
        ChampionInvalid = _outcomes[(int)CopyOutcome.ChampionInvalid],
        Labelled = _labelled,
        Agreed = _agreed,
        Labels = [.. _labels.Select(l => new LabelPair(l.Key.Champion, l.Key.Shadow, l.Value))],
        Numbers = _numbers.Count == 0 ? null : _numbers,
        Ranked = _ranked,
        TopOverlap = _topOverlap,
        Slower = _slowerBy.Count,
        SlowerBy = _slowerBy.Count == 0 ? null : _slowerBy.ToBytes(),
        QuickerBy = _quickerBy.Count == 0 ? null : _quickerBy.ToBytes(),
        SegmentLabelled = new Dictionary<string, long>(_segmentLabelled),
        SegmentAgreed = new Dictionary<string, long>(_segmentAgreed),
    };

    private void Add(ComparedRow row, IReadOnlyList<string> segments)
    {
        if (row.HasLabels)
        {
            var agreed = row.ChampionLabel == row.ShadowLabel ? 1 : 0;
            _labelled++;
            _agreed += agreed;
            Count((row.ChampionLabel!, row.ShadowLabel!), 1);
            foreach (var segment in segments)
            {
                Add(_segmentLabelled, segment, 1);
                Add(_segmentAgreed, segment, agreed);
            }
        }

        if (row.HasNumbers)
            _numbers = ComparisonFolding.Sum(_numbers, NumbersOf(row));
        if (!double.IsNaN(row.TopOverlap))
        {
            _ranked++;
            _topOverlap += row.TopOverlap;
        }
    }

    private void Count((string Champion, string Shadow) pair, long count)
    {
        if (_labels.Count >= ShadowComparison.MaximumLabelPairs && !_labels.ContainsKey(pair))
            pair = OtherLabels;
        _labels[pair] = _labels.GetValueOrDefault(pair) + count;
    }

    private static PairedNumbers NumbersOf(ComparedRow row)
    {
        var (champion, shadow) = (row.ChampionNumber, row.ShadowNumber);
        return new PairedNumbers
        {
            Count = 1,
            Champion = champion,
            Shadow = shadow,
            ChampionSquares = champion * champion,
            ShadowSquares = shadow * shadow,
            Products = champion * shadow,
            AbsoluteDifferences = row.Difference,
            LargestDifference = row.Difference,
            Within = row.IsWithinTolerance ? 1 : 0,
        };
    }

    private static void AddTo(Dictionary<string, long> to, Dictionary<string, long> from)
    {
        foreach (var (name, count) in from)
            Add(to, name, count);
    }

    private static void Add(Dictionary<string, long> to, string name, long count)
    {
        if (count > 0)
            to[name] = to.GetValueOrDefault(name) + count;
    }
}

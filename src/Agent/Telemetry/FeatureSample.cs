using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// A uniform sample of the rows that one variant was asked since the last taking, as bins and categories: no value is kept as it came.
/// Each of the rows is in it with the same probability, however they are spread in time: reservoir sampling that skips
/// (Li, "Reservoir-sampling algorithms of time complexity O(n(1+log(N/n)))", ACM TOMS 20, 1994, algorithm L), so that a row which is not looked at costs next to nothing.
/// Thread-safe; allocates at the first row and at names not met before.
/// </summary>
internal sealed class FeatureSample(IReadOnlyList<string> attributes, BoundedNames[] attributeValues, int seed)
{
    /// <summary>Rows it keeps; taken every ten seconds, that is sixty a second.</summary>
    public const int MaximumRows = 600;

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private FeatureLayout? _layout;
    private ushort[] _codes = [];
    private int _kept;
    private long _seen;
    private long _next;
    private double _weight = 1;

    /// <summary>True when no row was looked at since the last taking.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _kept == 0;
        }
    }

    /// <summary>The rows of a request that was decided to the variant.</summary>
    public void Observe(ReadOnlySpan<LaneInput> inputs, IRequestAttributes request)
    {
        var rows = FeatureLayout.RowsOf(inputs);
        lock (_gate)
        {
            var first = _seen;
            _seen += rows;
            while (_next < _seen)
                Keep(inputs, request, (int)(_next - first), rows);
        }
    }

    /// <summary>What the rows looked like; begins anew.</summary>
    public IReadOnlyList<FeatureSummary> Take()
    {
        lock (_gate)
        {
            if (_kept == 0)
                return [];

            var summaries = _layout!.Summarise(_codes.AsSpan(0, _kept * _layout.Count));
            (_kept, _seen, _next, _weight) = (0, 0, 0, 1);
            return summaries;
        }
    }

    private void Keep(ReadOnlySpan<LaneInput> inputs, IRequestAttributes request, int row, int rows)
    {
        if (_layout is null)
        {
            _layout = new FeatureLayout(inputs, attributes, attributeValues);
            _codes = new ushort[MaximumRows * _layout.Count];
        }

        var place = _kept < MaximumRows ? _kept++ : _random.Next(MaximumRows);
        _layout.Read(inputs, request, row, rows, _codes.AsSpan(place * _layout.Count, _layout.Count));
        _next++;
        if (_kept < MaximumRows)
            return;

        _weight *= Math.Exp(Math.Log(Unit()) / MaximumRows);
        _next += (long)Math.Floor(Math.Log(Unit()) / Math.Log(1 - _weight));
    }

    // Above 0, so that it has a logarithm.
    private double Unit() => 1 - _random.NextDouble();
}

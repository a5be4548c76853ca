using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Guards;

/// <summary>The last seconds of one variant, as slices that drop out one by one. One owner.</summary>
internal sealed class GuardWindow
{
    // More slices would be finer than anybody needs, and each holds a latency histogram.
    private const int MaximumSlices = 40;

    private readonly TimeProvider _time;
    private readonly TimeSpan _length;
    private readonly TimeSpan _sliceLength;
    private readonly Queue<Slice> _slices = new();
    private readonly GuardCounts _sum = new();
    private GuardCounts _seen = new();
    private GuardCounts _next = new();
    private Slice? _newest;
    private Slice? _spare;
    private long _observedAt;

    /// <summary>A window over everything that a recorder counts from its making on.</summary>
    public GuardWindow(VariantRecorder recorder, GuardLimits limits, TimeProvider time)
    {
        (Recorder, Limits, _time) = (recorder, limits, time);
        _length = TimeSpan.FromSeconds(limits.WindowSeconds);
        _sliceLength = _length / MaximumSlices > GuardWatch.Interval ? _length / MaximumSlices : GuardWatch.Interval;
        _observedAt = time.GetTimestamp();
    }

    /// <summary>Where the counts come from.</summary>
    public VariantRecorder Recorder { get; }

    /// <summary>What is watched.</summary>
    public GuardLimits Limits { get; }

    /// <summary>What was counted in the window as of the last look.</summary>
    public GuardCounts Counts => _sum;

    /// <summary>How much time the window covers, at most the limit's length and one slice.</summary>
    public TimeSpan Covered => _slices.TryPeek(out var oldest) ? _time.GetElapsedTime(oldest.BeganAt, _observedAt) : TimeSpan.Zero;

    /// <summary>Takes what was counted since the last look, and lets go of what is too old.</summary>
    public void Observe()
    {
        var now = _time.GetTimestamp();
        if (_newest is null || _time.GetElapsedTime(_newest.BeganAt, now) > _sliceLength)
            BeginSlice();

        _next.Clear();
        Recorder.ReadInto(_next);
        Take(_next, 1);
        Take(_seen, -1);
        (_seen, _next) = (_next, _seen);
        _newest!.EndedAt = _observedAt = now;
        while (_slices.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.EndedAt, now) >= _length)
        {
            _sum.Add(oldest.Counts, -1);
            _spare = _slices.Dequeue();
        }
    }

    /// <summary>When the oldest request of the window that a guard holds against the variant was answered, to one slice; null when there is none.</summary>
    public DateTimeOffset? FirstHarmAt(GuardKind guard) =>
        _slices.FirstOrDefault(s => GuardJudge.HarmOf(s.Counts, guard) > 0)?.BeganAtUtc;

    private void Take(GuardCounts counts, int times)
    {
        _newest!.Counts.Add(counts, times);
        _sum.Add(counts, times);
    }

    private void BeginSlice()
    {
        var slice = _spare ?? new Slice();
        _spare = null;
        slice.Counts.Clear();
        slice.BeganAt = _observedAt;
        slice.BeganAtUtc = _time.GetUtcNow() - _time.GetElapsedTime(_observedAt);
        _slices.Enqueue(slice);
        _newest = slice;
    }

    private sealed class Slice
    {
        public GuardCounts Counts { get; } = new();

        public long BeganAt { get; set; }

        public long EndedAt { get; set; }

        public DateTimeOffset BeganAtUtc { get; set; }
    }
}

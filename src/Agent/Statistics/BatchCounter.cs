namespace ControlPlane.AgentHost.Statistics;

/// <summary>Runs of one batch size. Thread-safe.</summary>
internal sealed class BatchCounter(int size)
{
    private long _count;
    private long _inputTicks;
    private long _inferTicks;
    private long _outputTicks;

    /// <summary>Rows of a run; beyond <see cref="BatchCounters.LargestExact"/> the smallest power of two that holds them.</summary>
    public int Size { get; } = size;

    /// <summary>Runs.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Time all of them took to be filled.</summary>
    public TimeSpan Input => TimeSpan.FromTicks(Interlocked.Read(ref _inputTicks));

    /// <summary>Time all of them ran.</summary>
    public TimeSpan Infer => TimeSpan.FromTicks(Interlocked.Read(ref _inferTicks));

    /// <summary>Time all of their answers took to be written.</summary>
    public TimeSpan Output => TimeSpan.FromTicks(Interlocked.Read(ref _outputTicks));

    /// <summary>One more run.</summary>
    public void Add(in StageTimes times)
    {
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _inputTicks, times.Input.Ticks);
        Interlocked.Add(ref _inferTicks, times.Infer.Ticks);
        Interlocked.Add(ref _outputTicks, times.Output.Ticks);
    }
}

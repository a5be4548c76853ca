namespace ControlPlane.AgentHost.Statistics;

/// <summary>What one version did at one endpoint since it was loaded, shadows' copies apart. Thread-safe.</summary>
public sealed class ModelStatistics
{
    private long _rows;
    private long _lastAnswerTicks;

    internal ModelStatistics(string endpoint, int version) => (Endpoint, Version) = (endpoint, version);

    /// <summary>The endpoint.</summary>
    public string Endpoint { get; }

    /// <summary>The version.</summary>
    public int Version { get; }

    /// <summary>Rows answered.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>When the last answer was given; null before the first.</summary>
    public DateTimeOffset? LastAnswerAt => Interlocked.Read(ref _lastAnswerTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    internal StageCounter Success { get; } = new();

    internal StageCounter Fail { get; } = new();

    internal StageCounter Queue { get; } = new();

    internal StageCounter Input { get; } = new();

    internal StageCounter Infer { get; } = new();

    internal StageCounter Output { get; } = new();

    /// <summary>Answers that were kept: how long they took to be found.</summary>
    internal StageCounter CacheHit { get; } = new();

    /// <summary>Answers that were not kept: how long it took to know.</summary>
    internal StageCounter CacheMiss { get; } = new();

    internal BatchCounters Batches { get; } = new();

    /// <summary>A request was answered.</summary>
    /// <param name="times">Where it spent its time.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="executedRows">Rows of the run that it had for itself or led; 0 when another request led it.</param>
    /// <param name="now">When.</param>
    internal void Answered(in StageTimes times, int rows, int executedRows, DateTimeOffset now)
    {
        Interlocked.Add(ref _rows, rows);
        Volatile.Write(ref _lastAnswerTicks, now.UtcTicks);
        Success.Add(times.Total);
        Queue.Add(times.Queue);
        Input.Add(times.Input);
        Infer.Add(times.Infer);
        Output.Add(times.Output);
        if (executedRows > 0)
            Batches.Add(executedRows, times);
    }

    /// <summary>A request failed after this time.</summary>
    internal void Failed(TimeSpan latency) => Fail.Add(latency);
}

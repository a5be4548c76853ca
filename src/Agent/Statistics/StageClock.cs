namespace ControlPlane.AgentHost.Statistics;

/// <summary>Takes the time of one stage after the other. Not thread-safe.</summary>
internal struct StageClock(TimeProvider time, long startedAt)
{
    private long _last = startedAt;

    /// <summary>The time since the stage before ended.</summary>
    public TimeSpan Lap()
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_last, now);
        _last = now;
        return elapsed;
    }
}

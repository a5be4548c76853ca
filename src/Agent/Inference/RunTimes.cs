namespace ControlPlane.AgentHost.Inference;

/// <summary>Moving average of how long a model's runs take. Thread-safe; of runs that end together one may be lost, which an average bears.</summary>
internal sealed class RunTimes
{
    private const int Weight = 8;

    private long _averageTicks;

    /// <summary>The average; zero before the first run.</summary>
    public TimeSpan Average => TimeSpan.FromTicks(Volatile.Read(ref _averageTicks));

    /// <summary>A run took this long.</summary>
    public void Add(TimeSpan elapsed)
    {
        var average = Volatile.Read(ref _averageTicks);
        Volatile.Write(ref _averageTicks, average == 0 ? elapsed.Ticks : average + ((elapsed.Ticks - average) / Weight));
    }
}

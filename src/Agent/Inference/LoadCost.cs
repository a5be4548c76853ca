namespace ControlPlane.AgentHost.Inference;

/// <summary>What loading a version takes, from its beginning on. Immutable.</summary>
internal readonly struct LoadCost
{
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly long? _bytesBefore;

    private LoadCost(TimeProvider time, long? bytesBefore) => (_time, _startedAt, _bytesBefore) = (time, time.GetTimestamp(), bytesBefore);

    /// <summary>Time so far.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_startedAt);

    /// <summary>Growth of the native heap so far; null where it is not measured, or more was released elsewhere meanwhile.</summary>
    public long? Bytes => NativeHeap.AllocatedBytes() - _bytesBefore is > 0 and var bytes ? bytes : null;

    /// <summary>Begins to measure; memory only while nothing else is loaded.</summary>
    public static LoadCost Begin(bool isAlone, TimeProvider time) => new(time, isAlone ? NativeHeap.AllocatedBytes() : null);
}

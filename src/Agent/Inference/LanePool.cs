namespace ControlPlane.AgentHost.Inference;

/// <summary>Idle lanes of one model. Thread-safe, without locks.</summary>
internal sealed class LanePool(IModelRuntime runtime) : IDisposable
{
    /// <summary>A lane that holds more native memory than this is released instead of kept, so that one large call leaves nothing behind.</summary>
    public const long MaximumKeptBytes = 8 << 20;

    private readonly InferenceLane?[] _idle = new InferenceLane?[Math.Max(4, 2 * Math.Max(Environment.ProcessorCount, runtime.SessionCount))];
    private int _made;

    /// <summary>A lane of one's own until <see cref="Return"/>.</summary>
    public InferenceLane Rent()
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is not null && Interlocked.Exchange(ref _idle[i], null) is { } lane)
                return lane;
        }

        var session = (int)((uint)Interlocked.Increment(ref _made) % (uint)runtime.SessionCount);
        return runtime.CreateLane(session);
    }

    /// <summary>Gives a lane back; its outputs are released.</summary>
    public void Return(InferenceLane lane)
    {
        lane.Forget();
        if (lane.HeldBytes <= MaximumKeptBytes)
        {
            // Places belong to the sessions in turn, so that lanes rented at once are of different ones.
            for (var i = lane.Session; i < _idle.Length; i += runtime.SessionCount)
            {
                if (_idle[i] is null && Interlocked.CompareExchange(ref _idle[i], lane, null) is null)
                    return;
            }
        }

        lane.Dispose();
    }

    /// <summary>Releases the idle lanes; nobody rents any more.</summary>
    public void Dispose()
    {
        foreach (ref var slot in _idle.AsSpan())
            Interlocked.Exchange(ref slot, null)?.Dispose();
    }
}

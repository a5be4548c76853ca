using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Idle lanes of one model. Thread-safe, without locks.</summary>
internal sealed class LanePool(InferenceSession session, ModelSignature signature, TimeProvider time) : IDisposable
{
    /// <summary>A lane that holds more native memory than this is released instead of kept, so that one large call leaves nothing behind.</summary>
    public const long MaximumKeptBytes = 8 << 20;

    private readonly InferenceLane?[] _idle = new InferenceLane?[Math.Max(4, 2 * Environment.ProcessorCount)];

    /// <summary>A lane of one's own until <see cref="Return"/>.</summary>
    public InferenceLane Rent()
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is not null && Interlocked.Exchange(ref _idle[i], null) is { } lane)
                return lane;
        }

        return new InferenceLane(session, signature, time);
    }

    /// <summary>Gives a lane back; its outputs are released.</summary>
    public void Return(InferenceLane lane)
    {
        lane.Forget();
        if (lane.HeldBytes <= MaximumKeptBytes)
        {
            for (var i = 0; i < _idle.Length; i++)
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

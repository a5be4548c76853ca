using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Caching;

/// <summary>Every output of a run. Immutable.</summary>
internal sealed class CachedAnswer
{
    // What an entry takes beside its elements: objects, the key twice, places in table and list.
    private const int Overhead = 512;

    private readonly (long[] Shape, byte[] Elements)[] _outputs;

    /// <summary>Copies what a lane shows.</summary>
    public CachedAnswer(CacheKey key, InferenceLane lane)
    {
        Key = key;
        _outputs = new (long[], byte[])[lane.Outputs.Length];
        Bytes = BytesOf(lane);
        for (var i = 0; i < _outputs.Length; i++)
            _outputs[i] = (lane.Outputs[i].Shape.ToArray(), lane.Outputs[i].Bytes.ToArray());
    }

    /// <summary>What it is kept under.</summary>
    public CacheKey Key { get; }

    /// <summary>Memory it takes.</summary>
    public long Bytes { get; }

    /// <summary>Memory that a lane's answer would take.</summary>
    public static long BytesOf(InferenceLane lane)
    {
        long bytes = Overhead;
        foreach (var output in lane.Outputs)
            bytes += output.Bytes.Length + (output.Shape.Length * sizeof(long));
        return bytes;
    }

    /// <summary>Has a lane show it, as if it had run.</summary>
    public void ShowIn(InferenceLane lane)
    {
        for (var i = 0; i < _outputs.Length; i++)
            lane.TakeOutput(i, _outputs[i].Shape, _outputs[i].Elements);
        lane.ExecutedRows = 0;
    }
}

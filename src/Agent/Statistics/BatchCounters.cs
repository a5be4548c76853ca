using System.Numerics;

namespace ControlPlane.AgentHost.Statistics;

/// <summary>Runs by batch size. Thread-safe; a counter is made when its size is first seen.</summary>
internal sealed class BatchCounters
{
    /// <summary>Sizes up to this are counted apart.</summary>
    public const int LargestExact = 64;

    private readonly BatchCounter?[] _counters = new BatchCounter?[LargestExact + 1 + 32];

    /// <summary>One more run of so many rows.</summary>
    public void Add(int rows, in StageTimes times)
    {
        var (place, size) = PlaceOf(rows);
        var counter = Volatile.Read(ref _counters[place]);
        if (counter is null)
        {
            var made = new BatchCounter(size);
            counter = Interlocked.CompareExchange(ref _counters[place], made, null) ?? made;
        }

        counter.Add(times);
    }

    /// <summary>Sizes seen so far, smallest first.</summary>
    public IEnumerable<BatchCounter> Seen() => _counters.OfType<BatchCounter>();

    private static (int Place, int Size) PlaceOf(int rows)
    {
        if (rows <= LargestExact)
            return (rows, rows);
        var size = (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)rows), int.MaxValue);
        return (LargestExact + 1 + BitOperations.Log2((uint)size), size);
    }
}

using System.Numerics;

namespace ControlPlane.AgentHost.Statistics;

/// <summary>
/// How often one stage of requests was passed and how long it took: count, sum, and a histogram whose bounds double.
/// Thread-safe; each processor counts in cells of its own, so that they do not pass a cache line to and fro.
/// </summary>
internal sealed class StageCounter
{
    /// <summary>Buckets; bucket i holds what took less than 2^i µs, the last one everything else.</summary>
    public const int BucketCount = 26;

    // Buckets, the sum, and room up to whole cache lines.
    private const int Stride = 32;
    private const int SumCell = BucketCount;

    private static readonly int Stripes = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Environment.ProcessorCount, 1, 64));

    private readonly long[] _cells = new long[Stripes * Stride];

    /// <summary>One more, which took this long.</summary>
    public void Add(TimeSpan elapsed)
    {
        var start = (Thread.GetCurrentProcessorId() & (Stripes - 1)) * Stride;
        Interlocked.Increment(ref _cells[start + BucketOf(elapsed)]);
        Interlocked.Add(ref _cells[start + SumCell], elapsed.Ticks);
    }

    /// <summary>What was counted so far.</summary>
    public StageTotals Totals()
    {
        var buckets = new long[BucketCount];
        long ticks = 0;
        for (var start = 0; start < _cells.Length; start += Stride)
        {
            for (var i = 0; i < BucketCount; i++)
                buckets[i] += Interlocked.Read(ref _cells[start + i]);
            ticks += Interlocked.Read(ref _cells[start + SumCell]);
        }

        return new StageTotals(buckets, TimeSpan.FromTicks(ticks));
    }

    private static int BucketOf(TimeSpan elapsed)
    {
        var microseconds = Math.Max(0, elapsed.Ticks / TimeSpan.TicksPerMicrosecond);
        return Math.Min(BucketCount - 1, BitOperations.Log2((ulong)microseconds | 1) + (microseconds > 0 ? 1 : 0));
    }
}

namespace ControlPlane.AgentHost.Statistics;

/// <summary>What a <see cref="StageCounter"/> counted, as of one moment. Immutable.</summary>
/// <param name="Buckets">By bucket, see <see cref="StageCounter.BucketCount"/>.</param>
/// <param name="Sum">All together.</param>
internal sealed record StageTotals(long[] Buckets, TimeSpan Sum)
{
    /// <summary>How often.</summary>
    public long Count => Buckets.Sum();

    /// <summary>Upper bound of a bucket in seconds, exclusive; infinite for the last.</summary>
    public static double BoundOf(int bucket) => bucket == StageCounter.BucketCount - 1 ? double.PositiveInfinity : Math.Pow(2, bucket) / 1e6;
}

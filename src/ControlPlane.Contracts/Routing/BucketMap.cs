namespace ControlPlane.Contracts.Routing;

/// <summary>Variant by bucket as one array look-up. Immutable, thread-safe.</summary>
internal sealed class BucketMap
{
    private readonly byte[] _variants = new byte[StickyHash.BucketCount];
    private readonly int[] _weights = new int[byte.MaxValue + 1];

    public BucketMap(IEnumerable<(BucketInterval Interval, int Variant)> intervals)
    {
        foreach (var (interval, variant) in intervals)
        {
            _variants.AsSpan(interval.Start, interval.Count).Fill(checked((byte)variant));
            _weights[variant] += interval.Count;
        }
    }

    public int VariantOf(int bucket) => _variants[bucket];

    public int WeightOf(int variant) => _weights[variant];
}

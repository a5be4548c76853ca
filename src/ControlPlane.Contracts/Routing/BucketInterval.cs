namespace ControlPlane.Contracts.Routing;

/// <summary>A run of sticky buckets. Immutable.</summary>
/// <param name="Start">First bucket, inclusive, 0 to 9,999.</param>
/// <param name="End">Exclusive, greater than <paramref name="Start"/>, at most 10,000.</param>
public readonly record struct BucketInterval(int Start, int End)
{
    /// <summary>How many buckets; one bucket is one basis point of callers.</summary>
    public int Count => End - Start;

    /// <summary>Whether a bucket lies inside.</summary>
    public bool Contains(int bucket) => bucket >= Start && bucket < End;
}

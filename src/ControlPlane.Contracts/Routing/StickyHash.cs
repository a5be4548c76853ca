using System.Text;

namespace ControlPlane.Contracts.Routing;

/// <summary>
/// Which of 10,000 buckets a caller belongs to: XXH3-64 (seed 0) over the UTF-8 bytes of salt, one zero byte, and the UTF-8 bytes of the key,
/// then the high half of hash × 10,000 (multiply-shift; Lemire, "Fast Random Integer Generation in an Interval", 2019).
/// The same on every agent, in every release; published vectors pin it. Stateless.
/// </summary>
public static class StickyHash
{
    /// <summary>How many buckets there are; one is a basis point of callers.</summary>
    public const int BucketCount = 10_000;

    // The odd number next to BucketCount divided by the golden ratio: consecutive multiples spread evenly, and it shares no divisor with BucketCount.
    private const long GoldenStep = 6_181;

    private const int StackLimit = 512;

    /// <summary>Bucket of a caller, 0 to 9,999.</summary>
    public static int BucketOf(ReadOnlySpan<byte> utf8Salt, ReadOnlySpan<byte> utf8Key)
    {
        var length = utf8Salt.Length + 1 + utf8Key.Length;
        var joined = length <= StackLimit ? stackalloc byte[StackLimit] : new byte[length];
        utf8Salt.CopyTo(joined);
        joined[utf8Salt.Length] = 0;
        utf8Key.CopyTo(joined[(utf8Salt.Length + 1)..]);
        return BucketOfHash(XxHash3.Hash64(joined[..length]));
    }

    /// <summary>Bucket of a caller, 0 to 9,999.</summary>
    public static int BucketOf(string salt, string key) => BucketOf(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(key));

    /// <summary>
    /// Bucket of the n-th request without a routing key: a golden-ratio sequence that visits every bucket once in 10,000 requests
    /// and keeps any short run close to the set shares.
    /// </summary>
    /// <param name="ordinal">Running number of the request on its agent and endpoint, from 0.</param>
    public static int BucketOfOrdinal(long ordinal) => (int)((ulong)ordinal % BucketCount * GoldenStep % BucketCount);

    private static int BucketOfHash(ulong hash) => (int)Math.BigMul(hash, (ulong)BucketCount, out _);
}

using ControlPlane.Contracts.Routing;

namespace ControlPlane.Contracts.Tests.Routing;

public sealed class StickyHashTests
{
    /// <summary>The published vectors: computed with the reference implementation of XXH3, not with ours.</summary>
    [Theory]
    [InlineData("", "a", 5358)]
    [InlineData("s1", "user-0001", 7106)]
    [InlineData("s1", "user-0002", 9947)]
    [InlineData("s2", "user-0001", 6703)]
    [InlineData("salt", "κοάλα", 5998)]
    [InlineData("pets-1", "0", 6952)]
    [InlineData("a-salt-of-twenty-chars", "a key that is much longer than the sixteen bytes that the shortest classes of the hash take", 4106)]
    public void BucketOf_PublishedVector_IsTheSameForEver(string salt, string key, int bucket) =>
        Assert.Equal(bucket, StickyHash.BucketOf(salt, key));

    [Fact]
    public void BucketOf_ManyKeys_SpreadsWithinTheBinomialBound()
    {
        const int keys = 100_000;

        var below = Enumerable.Range(0, keys).Count(i => StickyHash.BucketOf("salt", $"user-{i}") < 1_000);

        // Five standard deviations of a binomial with p = 0.1.
        Assert.InRange(below, 10_000 - 475, 10_000 + 475);
    }

    [Fact]
    public void BucketOfOrdinal_TenThousandInARow_VisitsEveryBucketOnce()
    {
        var seen = Enumerable.Range(0, StickyHash.BucketCount).Select(i => StickyHash.BucketOfOrdinal(7_777 + i)).Distinct().Count();

        Assert.Equal(StickyHash.BucketCount, seen);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(500)]
    [InlineData(5_000)]
    public void BucketOfOrdinal_OnlyAHundredRequests_HitsTheShareWithinThree(int weight)
    {
        var hits = Enumerable.Range(0, 100).Count(i => StickyHash.BucketOfOrdinal(i) < weight);

        Assert.InRange(hits, (weight / 100) - 3, (weight / 100) + 3);
    }
}

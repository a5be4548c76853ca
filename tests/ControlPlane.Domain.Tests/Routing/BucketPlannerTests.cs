using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Routing;

namespace ControlPlane.Domain.Tests.Routing;

public sealed class BucketPlannerTests
{
    [Fact]
    public void Plan_Nothing_ToOneVariant_IsOneInterval() =>
        Assert.Equal([new BucketInterval(0, 10_000)], Plan([[]], 10_000)[0]);

    [Fact]
    public void Plan_ThreeVariantsWhereTheOuterOnesTrade_LeavesTheMiddleOneUntouched()
    {
        var before = Plan([[], [], []], 8_000, 1_000, 1_000);

        var after = Plan(before, 7_000, 1_000, 2_000);

        Assert.Equal(before[1], after[1]);
        Assert.Equal(1_000, Moved(before, after));
    }

    [Fact]
    public void Plan_ChallengerRaisedStepByStep_NeverLosesACaller()
    {
        var buckets = Plan([[], []], 10_000, 0);
        foreach (var weight in (int[])[1, 100, 500, 2_500, 5_000, 10_000])
        {
            var before = OwnersOf(buckets);
            buckets = Plan(buckets, 10_000 - weight, weight);
            var after = OwnersOf(buckets);
            Assert.DoesNotContain(Enumerable.Range(0, 10_000), b => before[b] == 1 && after[b] != 1);
        }
    }

    [Fact]
    public void Plan_AnySequenceOfChanges_KeepsTheRules()
    {
        var mostIntervals = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var chance = new Random(seed);
            var variants = chance.Next(2, 7);
            var weights = RandomWeights(chance, variants);
            var buckets = Plan(Enumerable.Repeat<IReadOnlyList<BucketInterval>>([], variants).ToList(), weights);
            for (var step = 0; step < 60; step++)
            {
                var next = RandomWeights(chance, variants);
                var planned = Plan(buckets, next);
                AssertRules(buckets, weights, planned, next, $"seed {seed}, step {step}");
                (buckets, weights) = (planned, next);
                mostIntervals = Math.Max(mostIntervals, buckets.Sum(b => b.Count));
            }
        }

        Assert.InRange(mostIntervals, 2, 30);
    }

    [Fact]
    public void Rules_CumulativeRanges_AreSeenToBreakThem()
    {
        // The negative control: ranges laid end to end move the middle variant, and the rules must notice.
        int[] before = [8_000, 1_000, 1_000], after = [7_000, 1_000, 2_000];

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertRules(Cumulative(before), before, Cumulative(after), after, "control"));
    }

    [Fact]
    public void Plan_BackAndForthAThousandTimes_StaysInFewIntervals()
    {
        var buckets = Plan([[], [], []], 8_000, 1_000, 1_000);
        for (var round = 0; round < 1_000; round++)
        {
            buckets = Plan(buckets, 7_000, 1_000, 2_000);
            buckets = Plan(buckets, 8_000, 1_500, 500);
            buckets = Plan(buckets, 8_000, 1_000, 1_000);
        }

        Assert.InRange(buckets.Sum(b => b.Count), 3, 6);
    }

    [Theory]
    [InlineData(9_999, 0)]
    [InlineData(10_001, -1)]
    public void Plan_WeightsThatAreNoSplit_Throws(int first, int second) =>
        Assert.Throws<ArgumentException>(() => Plan([[], []], first, second));

    [Fact]
    public void Plan_CurrentBucketsThatOverlap_Throws() =>
        Assert.Throws<ArgumentException>(() => Plan([[new(0, 6_000)], [new(5_000, 10_000)]], 5_000, 5_000));

    private static void AssertRules(
        IReadOnlyList<IReadOnlyList<BucketInterval>> before, int[] weightsBefore, IReadOnlyList<IReadOnlyList<BucketInterval>> after, int[] weights, string where)
    {
        var owners = OwnersOf(after);
        var ownersBefore = OwnersOf(before);
        var lost = new int[weights.Length];
        for (var bucket = 0; bucket < owners.Length; bucket++)
        {
            if (ownersBefore[bucket] != owners[bucket])
                lost[ownersBefore[bucket]]++;
        }

        for (var variant = 0; variant < weights.Length; variant++)
        {
            Assert.True(after[variant].Sum(i => i.Count) == weights[variant], $"{where}: variant {variant} has another weight than set");
            Assert.True(after[variant].Zip(after[variant].Skip(1)).All(p => p.First.End < p.Second.Start), $"{where}: intervals touch or are out of order");
            var least = Math.Max(0, weightsBefore[variant] - weights[variant]);
            Assert.True(lost[variant] == least, $"{where}: variant {variant} lost {lost[variant]} buckets, {least} suffice");
        }

        Assert.True(owners.All(o => o >= 0), $"{where}: a bucket belongs to nobody");
    }

    private static IReadOnlyList<IReadOnlyList<BucketInterval>> Plan(IReadOnlyList<IReadOnlyList<BucketInterval>> current, params int[] weights) =>
        BucketPlanner.Plan([.. current.Zip(weights).Select(p => new BucketShare(p.First, p.Second))]);

    private static List<IReadOnlyList<BucketInterval>> Cumulative(int[] weights)
    {
        var start = 0;
        return [.. weights.Select(w => (IReadOnlyList<BucketInterval>)[new BucketInterval(start, start += w)])];
    }

    private static int[] OwnersOf(IReadOnlyList<IReadOnlyList<BucketInterval>> buckets)
    {
        var owners = Enumerable.Repeat(-1, 10_000).ToArray();
        for (var variant = 0; variant < buckets.Count; variant++)
        {
            foreach (var interval in buckets[variant])
                owners.AsSpan(interval.Start, interval.Count).Fill(variant);
        }

        return owners;
    }

    private static int Moved(IReadOnlyList<IReadOnlyList<BucketInterval>> before, IReadOnlyList<IReadOnlyList<BucketInterval>> after) =>
        OwnersOf(before).Zip(OwnersOf(after)).Count(o => o.First != o.Second);

    private static int[] RandomWeights(Random chance, int variants)
    {
        int[] cuts = [0, .. Enumerable.Range(0, variants - 1).Select(_ => chance.Next(10_001)).Order(), 10_000];
        return [.. cuts.Zip(cuts.Skip(1)).Select(c => c.Second - c.First)];
    }
}

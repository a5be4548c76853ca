using System.Text;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.Contracts.Tests.Routing;

public sealed class VariantSelectorTests
{
    [Fact]
    public void Select_SameKeyTwice_GivesTheSameVariantAndBucket()
    {
        var routing = RoutingTableBuilder.AnEndpoint("pets", 1, 9_000, 1_000);

        var first = new VariantSelector(routing).Select("user-0001"u8, null, 0);
        var second = new VariantSelector(routing).Select("user-0001"u8, null, 99);

        Assert.Equal(first, second);
        Assert.Equal(StickyHash.BucketOf("salt-1", "user-0001"), first.Bucket);
        Assert.Equal(SelectionReason.Split, first.Reason);
    }

    [Fact]
    public void Select_ManyKeys_GivesSharesWithinTheBinomialBound()
    {
        var selector = new VariantSelector(RoutingTableBuilder.AnEndpoint("pets", 1, 7_000, 2_000, 1_000));

        var counts = new int[3];
        for (var i = 0; i < 100_000; i++)
            counts[selector.Select(Encoding.UTF8.GetBytes($"user-{i}"), null, 0).Variant]++;

        // Five standard deviations.
        Assert.InRange(counts[1], 20_000 - 633, 20_000 + 633);
        Assert.InRange(counts[2], 10_000 - 475, 10_000 + 475);
    }

    [Fact]
    public void Select_NoKey_FollowsTheOrdinalAndReportsThePropensity()
    {
        var selector = new VariantSelector(RoutingTableBuilder.AnEndpoint("pets", 1, 9_000, 1_000));

        var challengers = Enumerable.Range(0, 1_000).Count(i => selector.Select([], null, i).Variant == 1);
        var one = selector.Select([], null, 5);

        Assert.InRange(challengers, 98, 102);
        Assert.Equal(SelectionReason.Ordinal, one.Reason);
        Assert.Equal(one.Variant == 1 ? 1_000 : 9_000, one.Propensity);
    }

    [Fact]
    public void Select_RuleWithVariantMatches_OverridesTheSplit()
    {
        var routing = RoutingTableBuilder.AnEndpoint("pets", 1, 10_000, 0) with
        {
            Rules = [new RoutingRule { Id = "au", Conditions = [new("x-region", ConditionOperator.In, ["au"])], Variant = "v2" }],
        };
        var selector = new VariantSelector(routing);

        var inside = selector.Select("user-1"u8, new Attributes("x-region", "au"), 0);
        var outside = selector.Select("user-1"u8, new Attributes("x-region", "eu"), 0);

        Assert.Equal((1, SelectionReason.Rule, 0, -1), (inside.Variant, inside.Reason, inside.Rule, inside.Bucket));
        Assert.Equal((0, SelectionReason.Split, -1), (outside.Variant, outside.Reason, outside.Rule));
    }

    [Fact]
    public void Select_RuleWithItsOwnSplit_UsesThatSplitOnly()
    {
        var routing = RoutingTableBuilder.AnEndpoint("pets", 1, 10_000, 0) with
        {
            Rules =
            [
                new RoutingRule
                {
                    Id = "half",
                    Conditions = [new("x-region", ConditionOperator.Exists, [])],
                    Split = [new("v1", [new(0, 5_000)]), new("v2", [new(5_000, 10_000)])],
                },
            ],
        };
        var selector = new VariantSelector(routing);

        var challengers = Enumerable.Range(0, 10_000)
            .Count(i => selector.Select(Encoding.UTF8.GetBytes($"u{i}"), new Attributes("x-region", "us"), 0).Variant == 1);

        Assert.InRange(challengers, 4_750, 5_250);
    }

    [Fact]
    public void Select_OnTheSteadyPath_AllocatesNothing()
    {
        var selector = new VariantSelector(RoutingTableBuilder.AnEndpoint("pets", 1, 9_000, 1_000));
        selector.Select("user-0001"u8, null, 0);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            selector.Select("user-0001"u8, null, i);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class Attributes(string name, string value) : IRequestAttributes
    {
        public string? Find(string attribute) => attribute == name ? value : null;
    }
}

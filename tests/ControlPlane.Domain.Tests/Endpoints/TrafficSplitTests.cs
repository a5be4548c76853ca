using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Endpoints;

public sealed class TrafficSplitTests
{
    [Theory]
    [InlineData(9_999)]
    [InlineData(10_001)]
    [InlineData(0)]
    public void Create_OtherSumThanWhole_NamesTheSum(int weight)
    {
        var refusal = TrafficSplit.Create([new VariantShare(1, weight)], EndpointBuilder.Versions).Refusal;

        Assert.Equal(EndpointRefusals.SplitInvalid, refusal?.Code);
        Assert.Contains($"sum to {weight}", refusal!.Fields[^1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WeightsThatOverflowAnInteger_NamesTheTrueSum()
    {
        var refusal = TrafficSplit.Create([new VariantShare(1, int.MaxValue), new VariantShare(2, int.MaxValue)], EndpointBuilder.Versions).Refusal;

        Assert.Contains(refusal!.Fields, f => f.Problem == "have weights that sum to 4294967294");
    }

    [Fact]
    public void Create_NegativeWeightInARightSum_Refuses()
    {
        var refusal = TrafficSplit.Create([new VariantShare(1, 10_001), new VariantShare(2, -1)], EndpointBuilder.Versions).Refusal;

        Assert.Equal(["variants[0].weight", "variants[1].weight"], refusal!.Fields.Select(f => f.Field));
    }

    [Fact]
    public void Create_VersionTwiceWithoutNames_AsksForNames()
    {
        var refusal = TrafficSplit.Create([new VariantShare(1, 5_000), new VariantShare(1, 5_000)], EndpointBuilder.Versions).Refusal;

        Assert.Equal("variants[1].name", Assert.Single(refusal!.Fields).Field);
    }

    [Fact]
    public void Create_VersionNobodyRegistered_NamesThoseThatAre()
    {
        var refusal = TrafficSplit.Create([new VariantShare(1, 9_000), new VariantShare(9, 1_000)], EndpointBuilder.Versions).Refusal;

        Assert.Equal(EndpointRefusals.VersionNotFound, refusal?.Code);
        Assert.Equal("variants[1].version: is 9, which is not registered; use one of 1, 2, 3, 4.", refusal!.Sentence);
    }

    [Theory]
    [InlineData(10_000, "100 %")]
    [InlineData(1_250, "12.5 %")]
    [InlineData(1, "0.01 %")]
    [InlineData(0, "0 %")]
    public void ToPercent_BasisPoints_AsPeopleWriteIt(int weight, string text) => Assert.Equal(text, TrafficWeight.ToPercent(weight));
}

using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Proportions;

namespace ControlPlane.Domain.Tests.Analysis.Proportions;

public sealed class ProportionTests
{
    public static TheoryData<long, long> Samples => new() { { 0, 1 }, { 1, 1 }, { 0, 77 }, { 77, 77 }, { 3, 50 }, { 20, 1_000_000 } };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Interval_AnyCounts_HoldsTheShareInsideTheUnit(long events, long trials)
    {
        var sample = new ProportionSample(events, trials);

        foreach (var interval in new[] { ProportionInterval.Wilson(sample, 0.95), ProportionInterval.ClopperPearson(sample, 0.95), ProportionInterval.Jeffreys(sample, 0.95) })
        {
            Assert.True(interval.Contains(sample.Share));
            Assert.InRange(interval.Lower, 0, 1);
            Assert.InRange(interval.Upper, 0, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Interval_EventsAndOthersSwapped_IsMirrored(long events, long trials)
    {
        ProportionSample sample = new(events, trials), mirrored = new(trials - events, trials);

        foreach (var method in new Func<ProportionSample, double, ConfidenceInterval>[]
        {
            ProportionInterval.Wilson, ProportionInterval.ClopperPearson, ProportionInterval.Jeffreys, ProportionInterval.AgrestiCoull,
        })
        {
            Assert.Equal(method(sample, 0.9).Lower, 1 - method(mirrored, 0.9).Upper, 12);
        }
    }

    [Fact]
    public void Difference_ArmsSwapped_IsMirrored()
    {
        ProportionSample a = new(7, 34), b = new(1, 40);

        foreach (var method in new Func<ProportionSample, ProportionSample, double, ConfidenceInterval>[]
        {
            ProportionDifference.Newcombe, ProportionDifference.Wald, ProportionDifference.AgrestiCaffo, ProportionDifference.MiettinenNurminen,
        })
        {
            Assert.Equal(method(a, b, 0.95).Lower, -method(b, a, 0.95).Upper, 9);
        }
    }

    [Fact]
    public void Difference_NoEventsAnywhere_HasLimitsOnBothSides()
    {
        var none = new ProportionSample(0, 30);

        Assert.InRange(ProportionDifference.MiettinenNurminen(none, none, 0.95).Upper, 0.05, 0.2);
        Assert.InRange(ProportionDifference.Newcombe(none, none, 0.95).Lower, -0.2, -0.05);
    }

    [Fact]
    public void Fisher_TableTransposedOrArmsSwapped_AnswersTheSame()
    {
        var plain = FisherTest.PValue(new(5, 20), new(20, 40), Alternative.TwoSided);

        Assert.Equal(plain, FisherTest.PValue(new(20, 40), new(5, 20), Alternative.TwoSided), 14);
        Assert.Equal(plain, FisherTest.PValue(new(5, 25), new(15, 35), Alternative.TwoSided), 14);
    }

    [Fact]
    public void Fisher_BothSides_AddUpToOnePlusTheObservedTable()
    {
        ProportionSample a = new(12, 2_000), b = new(25, 2_100);
        var atLeast = FisherTest.PValue(a, b, Alternative.Greater);
        var atMost = FisherTest.PValue(a, b, Alternative.Less);

        Assert.InRange(atLeast + atMost, 1.0001, 1.2);
        Assert.Equal(atMost, FisherTest.PValue(b, a, Alternative.Greater), 13);
    }

    // The hypergeometric probability of 257 among 515 and 515 of 1030, where MathNet answers 0.
    [Fact]
    public void Fisher_PopulationBeyondAThousand_KeepsTheProbability()
    {
        var from257 = FisherTest.PValue(new(257, 515), new(258, 515), Alternative.Greater);
        var from258 = FisherTest.PValue(new(258, 515), new(257, 515), Alternative.Greater);

        Assert.Equal(0.0496, from257 - from258, 4);
    }

    [Fact]
    public void Boschloo_AnyTable_IsAtMostFisher()
    {
        foreach (var (x, y) in new[] { (0, 3), (1, 5), (2, 8), (4, 4) })
        {
            var test = BoschlooTest.Less(new(x, 10), new(y, 9));
            Assert.InRange(test.PValue, 0, test.Statistic + 1e-9);
        }
    }

    [Fact]
    public void Tests_NothingHappenedAnywhere_AreUndefinedNotSure()
    {
        var none = new ProportionSample(0, 100);

        Assert.True(double.IsNaN(ProportionTest.Pooled(none, none, Alternative.TwoSided).PValue));
        Assert.Equal(1, FisherTest.PValue(none, none, Alternative.TwoSided));
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    [InlineData(0, 0)]
    public void Sample_CountsThatContradict_AreRefused(long events, long trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProportionSample(events, trials));

    [Fact]
    public void Stratified_SplitChangedBetweenPeriods_KeepsTheSignThatPoolingLoses()
    {
        var difference = StratifiedDifference.Of([(new(20_000, 990_000), new(230, 10_000)), (new(5_000, 500_000), new(6_000, 500_000))]);

        Assert.True(difference.Pooled < 0);
        Assert.True(difference.Stratified > 0);
        Assert.All(difference.PerPeriod, period => Assert.True(period > 0));
    }

    [Fact]
    public void NonInferior_MarginAndLowerLimit_AgreeWithTheTest()
    {
        var shown = ProportionTest.NonInferior(new(9_450, 10_000), new(9_500, 10_000), 0.02, 0.025);
        var notShown = ProportionTest.NonInferior(new(945, 1_000), new(950, 1_000), 0.02, 0.025);

        Assert.True(shown.IsShown && shown.Test.PValue < 0.025);
        Assert.True(!notShown.IsShown && notShown.Test.PValue > 0.025);
    }
}

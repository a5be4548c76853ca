using ControlPlane.Domain.Analysis.Quantiles;
using ControlPlane.Domain.Drift;

namespace ControlPlane.Domain.Tests.Drift;

public sealed class DriftStatisticsTests
{
    private static readonly double[] Reference = [16, 18, 16, 14, 12, 12], Current = [16, 16, 16, 16, 16, 8];

    [Fact]
    public void Distances_SidesSwappedOrScaled_AreTheSame()
    {
        foreach (var distance in new Func<double[], double[], double>[]
        {
            (one, two) => StabilityIndex.Of(one, two),
            (one, two) => DistributionDistance.JensenShannon(one, two),
            (one, two) => DistributionDistance.Hellinger(one, two),
        })
        {
            Assert.Equal(distance(Reference, Current), distance(Current, Reference), 14);
            Assert.Equal(distance(Reference, Current), distance([.. Reference.Select(count => count * 7)], Current), 14);
            Assert.Equal(0, distance(Reference, Reference), 14);
        }
    }

    [Fact]
    public void Distances_NothingInCommon_AreGreatest()
    {
        Assert.Equal(1, DistributionDistance.JensenShannon([1, 0], [0, 1], 2), 12);
        Assert.Equal(1, DistributionDistance.Hellinger([1, 0], [0, 1]), 12);
        Assert.Equal(double.PositiveInfinity, StabilityIndex.Of([1, 0], [0, 1]));
    }

    // Nothing drifted, 200 rows, 10 bins: the customary limit alarms often, the limit that knows n does not.
    [Fact]
    public void StabilityIndex_NoDrift_StaysBelowItsOwnLimitWhereTheCustomaryOneAlarms()
    {
        var random = new Random(9);
        var limit = StabilityIndex.NullQuantile(200, 200, 10, 0.05);
        int own = 0, customary = 0;
        var sum = 0.0;
        for (var run = 0; run < 1_000; run++)
        {
            var index = StabilityIndex.Smoothed(Counts(random), Counts(random));
            own += index > limit ? 1 : 0;
            customary += index > StabilityIndex.CustomaryLimit ? 1 : 0;
            sum += index / 1_000;
        }

        Assert.InRange(own, 20, 80);
        Assert.True(customary > 200);
        Assert.Equal(StabilityIndex.NullMean(200, 200, 10), sum, 2);
    }

    [Fact]
    public void KolmogorovSmirnov_ExactAndLimitLaw_MeetForManyRows() =>
        Assert.Equal(KolmogorovSmirnovTest.Asymptotic(0.06 * Math.Sqrt(1_000)), KolmogorovSmirnovTest.Exact(2_000, 2_000, 0.06), 3);

    [Fact]
    public void KolmogorovSmirnov_TinyChance_KeepsItsDigits()
    {
        // All of one sample below all of the other: two orders among C(40, 20).
        Assert.Equal(1, KolmogorovSmirnovTest.Exact(20, 20, 1) * 137846528820 / 2, 12);
    }

    [Fact]
    public void KolmogorovSmirnov_LimitLaw_IsSmoothWhereTheSeriesChange() =>
        Assert.Equal(KolmogorovSmirnovTest.Asymptotic(1 - 1e-12), KolmogorovSmirnovTest.Asymptotic(1), 10);

    [Fact]
    public void KolmogorovSmirnov_MovedSample_HasTheDistanceOfTheMove()
    {
        var reference = EmpiricalDistribution.Of([.. Enumerable.Range(0, 100).Select(n => (double)n)]);
        var moved = EmpiricalDistribution.Of([.. Enumerable.Range(0, 100).Select(n => n + 25.0)]);

        Assert.Equal(0.25, KolmogorovSmirnovTest.Statistic(reference, moved), 12);
    }

    [Fact]
    public void Wasserstein_MovedAndScaledSample_MovesAndScales()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6];

        Assert.Equal(2.5, WassersteinDistance.Of(values, [.. values.Select(value => value + 2.5)]), 12);
        Assert.Equal(
            10 * WassersteinDistance.Of(values, [0, 7]), WassersteinDistance.Of([.. values.Select(value => value * 10)], [0, 70]), 10);
    }

    [Fact]
    public void Categories_NewOne_IsInfinitelyFarFromAKnownReferenceAndFiniteAsASample()
    {
        Assert.Equal(0, CategoryTest.AgainstKnown([10, 10, 0], [10, 10, 5]).PValue);
        Assert.InRange(CategoryTest.Homogeneity([[10, 10, 0], [10, 10, 5]]).PValue, 0.05, 0.2);
    }

    [Fact]
    public void PageHinkley_MeanFalls_IsSeenByTheMirroredOneOnly()
    {
        PageHinkley rises = new(new() { Threshold = 5 }), falls = new(new() { Threshold = 5 });
        bool rose = false, fell = false;
        foreach (var value in Enumerable.Repeat(1.0, 100).Concat(Enumerable.Repeat(0.0, 100)))
        {
            rose |= rises.Add(value);
            fell |= falls.Add(-value);
        }

        Assert.False(rose);
        Assert.True(fell);
    }

    [Theory]
    [InlineData(0.1, 0.3)]
    [InlineData(0.3, 0.1)]
    public void AdaptiveWindow_ErrorShareMoves_AlarmsOnceAndThenKnowsTheNewMean(double before, double after)
    {
        var random = new Random(10);
        var window = new AdaptiveWindow(new());
        var alarms = new List<int>();
        for (var at = 0; at < 6_000; at++)
        {
            if (window.Add(random.NextDouble() < (at < 3_000 ? before : after) ? 1 : 0))
                alarms.Add(at);
        }

        Assert.InRange(Assert.Single(alarms), 3_000, 3_700);
        Assert.Equal(after, window.Mean, 1);
    }

    [Fact]
    public void AdaptiveWindow_LongSteadyStream_HardlyEverAlarms()
    {
        var random = new Random(11);
        var window = new AdaptiveWindow(new());

        var alarms = Enumerable.Range(0, 50_000).Count(_ => window.Add(random.NextDouble()));

        Assert.Equal(0, alarms);
        Assert.Equal(50_000, window.Width);
    }

    [Fact]
    public void AdaptiveWindow_ValueThatIsNoNumber_IsRefusedWhole()
    {
        var window = new AdaptiveWindow(new());
        window.Add(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => window.Add(double.NaN));
        Assert.Equal((1, 1), (window.Width, window.Mean));
    }

    [Fact]
    public void RunTime_OneFeature_IsItsInverse() => Assert.Equal(0.01, ExpectedRunTime.FalseAlarmRatePerFeature(100, 1), 14);

    private static long[] Counts(Random random)
    {
        var counts = new long[10];
        for (var row = 0; row < 200; row++)
            counts[random.Next(10)]++;
        return counts;
    }
}

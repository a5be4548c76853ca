using ControlPlane.Domain.Analysis.SampleRatios;
using ControlPlane.Domain.Analysis.Sequences;

namespace ControlPlane.Domain.Tests.Analysis.SampleRatios;

public sealed class SampleRatioTests
{
    private static readonly double[] Weights = [0.9, 0.1];

    // One look every hour; a healthy split alarms on at most one day in a thousand, give or take what that many days allow.
    [Fact]
    public void Sequential_AThousandHealthyDays_AlarmsNoMoreThanStatedWhereHourlyChiSquaresDo()
    {
        var random = new Random(5);
        int sequential = 0, fixedLook = 0, everyHour = 0;

        for (var day = 0; day < 1_000; day++)
        {
            var hours = Day(random, challengerShare: 0.1);
            sequential += hours.Any(units => ShareSequence.Evidence(units, Weights).PValue < SampleRatioTest.DefaultThreshold) ? 1 : 0;
            fixedLook += SampleRatioTest.ChiSquare(hours[^1], Weights).PValue < SampleRatioTest.DefaultThreshold ? 1 : 0;
            everyHour += hours.Any(units => SampleRatioTest.ChiSquare(units, Weights).PValue < 0.05) ? 1 : 0;
        }

        Assert.InRange(sequential, 0, 4);
        Assert.InRange(fixedLook, 0, 4);
        Assert.InRange(everyHour, 150, 450);
    }

    // One of three agents did not take the table: a third of the requests never sees the challenger.
    [Fact]
    public void Sequential_OneOfThreeAgentsMissedTheTable_IsFoundOnEveryDay()
    {
        var random = new Random(6);

        for (var day = 0; day < 50; day++)
            Assert.Contains(Day(random, challengerShare: 0.1 * 2 / 3), units => ShareSequence.Evidence(units, Weights).PValue < SampleRatioTest.DefaultThreshold);
    }

    [Fact]
    public void ChiSquare_ArmWithoutWeight_LeavesSumAndDegrees()
    {
        var with = SampleRatioTest.ChiSquare([1_000, 3, 1_200], [0.5, 0, 0.5]);

        Assert.Equal(SampleRatioTest.ChiSquare([1_000, 1_200], [0.5, 0.5]), with);
        Assert.Equal(1, with.DegreesOfFreedom);
    }

    [Fact]
    public void ChiSquare_NoUnits_SaysNothing() => Assert.Equal(1, SampleRatioTest.ChiSquare([0, 0], [0.5, 0.5]).PValue);

    [Fact]
    public void ChiSquare_OneArm_IsRefused() => Assert.Throws<ArgumentException>(() => SampleRatioTest.ChiSquare([10, 0], [1, 0]));

    private static List<long[]> Day(Random random, double challengerShare)
    {
        long[] units = [0, 0];
        var hours = new List<long[]>();
        for (var hour = 0; hour < 24; hour++)
        {
            for (var unit = 0; unit < 400; unit++)
                units[random.NextDouble() < challengerShare ? 1 : 0]++;
            hours.Add([.. units]);
        }

        return hours;
    }
}

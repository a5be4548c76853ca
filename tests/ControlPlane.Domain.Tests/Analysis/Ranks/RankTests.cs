using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Ranks;

namespace ControlPlane.Domain.Tests.Analysis.Ranks;

public sealed class RankTests
{
    private static readonly double[] First = [1, 2, 2, 5, 8, 13, 4, 4], Second = [2, 3, 3, 9, 21, 0];

    [Fact]
    public void MannWhitney_SamplesSwapped_MirrorsUAndKeepsTheTwoSidedValue()
    {
        MannWhitneyTest test = new(First, Second), swapped = new(Second, First);

        Assert.Equal(First.Length * Second.Length, test.U + swapped.U);
        Assert.Equal(test.Asymptotic(Alternative.TwoSided), swapped.Asymptotic(Alternative.TwoSided), 14);
        Assert.Equal(test.Asymptotic(Alternative.Greater), swapped.Asymptotic(Alternative.Less), 14);
    }

    [Fact]
    public void MannWhitney_MonotoneTransformation_ChangesNothing() =>
        Assert.Equal(new MannWhitneyTest(First, Second).U, new MannWhitneyTest([.. First.Select(Math.Exp)], [.. Second.Select(Math.Exp)]).U);

    [Fact]
    public void MannWhitney_AllEqual_SaysNothing() => Assert.Equal(1, new MannWhitneyTest([3, 3], [3, 3, 3]).Asymptotic(Alternative.TwoSided));

    [Fact]
    public void MannWhitney_Ties_HaveNoExactValue() => Assert.Null(new MannWhitneyTest(First, Second).Exact(Alternative.TwoSided));

    [Fact]
    public void MannWhitney_ExactLaw_IsSymmetricAndSumsToOne()
    {
        var law = MannWhitneyTest.ExactCumulative(12, 9);

        Assert.Equal(1, law[^1], 12);
        Assert.Equal(0.5, (law[53] + law[54]) / 2, 12);
    }

    [Fact]
    public void Shift_SampleMoved_MovesEstimateAndInterval()
    {
        double[] x = [1.5, 2.25, 4, 7.75, 9, 12, 14.5], y = [0.5, 3, 5, 6.5, 8];
        var shift = RankShift.Of(x, y, 0.9);

        var moved = RankShift.Of([.. x.Select(value => value + 10)], y, 0.9);

        Assert.Equal(shift.Estimate + 10, moved.Estimate, 12);
        Assert.Equal(shift.Interval.Lower + 10, moved.Interval.Lower, 12);
        Assert.Equal(-shift.Interval.Upper, RankShift.Of(y, x, 0.9).Interval.Lower, 12);
    }

    [Fact]
    public void Shift_MostDifferencesEqual_IsNeverInverted()
    {
        double[] canary = [.. Enumerable.Repeat(0.0, 50), 1e-5, 3, 2, 5], baseline = [.. Enumerable.Repeat(0.0, 60), 1];

        var interval = RankShift.Of(canary, baseline, 0.98).Interval;

        Assert.True(interval.Lower <= interval.Upper);
        Assert.Equal(0, interval.Lower);
    }

    [Fact]
    public void EffectSizes_SamplesSwapped_AreMirrored()
    {
        Assert.Equal(1, EffectSizes.CommonLanguage(First, Second) + EffectSizes.CommonLanguage(Second, First), 14);
        Assert.Equal(-EffectSizes.CliffsDelta(First, Second), EffectSizes.CliffsDelta(Second, First), 14);
        Assert.Equal(-EffectSizes.CohensD(First, Second), EffectSizes.CohensD(Second, First), 14);
    }
}

using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Means;

namespace ControlPlane.Domain.Tests.Analysis.Means;

public sealed class MeanTests
{
    [Fact]
    public void Moments_AddedInAnyGrouping_EqualTheWhole()
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(n => 1e9 + ((n * 37) % 11))];
        var whole = SampleMoments.Of(values);

        var added = values.Chunk(7).Reverse().Select(chunk => SampleMoments.Of(chunk)).Aggregate((sum, part) => sum.Plus(part));

        Assert.Equal(whole.Mean, added.Mean, tolerance: 1e-6);
        Assert.Equal(whole.SquaredDeviations, added.SquaredDeviations, 6);
    }

    // Plain sums of squares answer 0 or noise here; the true variance of 4, 7, 13, 16 is 30.
    [Fact]
    public void Moments_MeanFarFromZero_KeepTheVariance() =>
        Assert.Equal(30, SampleMoments.Of([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).Variance, 6);

    [Fact]
    public void Moments_SumsThatContradict_AreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleMoments.FromSums(10, 100, 500));

    [Fact]
    public void PairedMoments_AddedUp_EqualTheWhole()
    {
        double[] x = [.. Enumerable.Range(0, 40).Select(n => (double)((n * 17) % 23))], y = [.. x.Select((value, n) => (3 * value) - (n % 5))];

        var added = PairedMoments.Of(x[..13], y[..13]).Plus(PairedMoments.Of(x[13..], y[13..]));

        Assert.Equal(PairedMoments.Of(x, y).Covariance, added.Covariance, 10);
    }

    [Fact]
    public void Effect_UnitsScaled_ScalesTheAbsoluteAndKeepsTheRelative()
    {
        MetricSample control = new(100, 5, 4), treatment = new(120, 6, 3), tenfold = new(100, 50, 400), tenfoldTreatment = new(120, 60, 300);

        var absolute = EffectEstimate.Between(control, treatment, EffectScale.Absolute);
        var scaled = EffectEstimate.Between(tenfold, tenfoldTreatment, EffectScale.Absolute);
        var relative = EffectEstimate.Between(control, treatment, EffectScale.Relative);

        Assert.Equal(absolute.Effect * 10, scaled.Effect, 12);
        Assert.Equal(absolute.StandardError * 10, scaled.StandardError, 12);
        Assert.Equal(relative.Effect, EffectEstimate.Between(tenfold, tenfoldTreatment, EffectScale.Relative).Effect, 14);
    }

    [Fact]
    public void Effect_NegativeBaseline_KeepsTheSign()
    {
        var effect = EffectEstimate.Between(new(100, -5, 4), new(100, -4, 4), EffectScale.Relative);

        Assert.Equal(0.2, effect.Effect, 12);
    }

    [Fact]
    public void Effect_BaselineZero_IsUndefinedOnTheRelativeScale() =>
        Assert.True(double.IsNaN(EffectEstimate.Between(new(100, 0, 4), new(100, 1, 4), EffectScale.Relative).Effect));

    [Fact]
    public void Welch_OneSidedAndInterval_AgreeWithTheTwoSided()
    {
        var effect = EffectEstimate.Between(new(30, 5, 4), new(40, 6.2, 9), EffectScale.Absolute);
        var two = MeanTest.Welch(effect, Alternative.TwoSided).PValue;

        Assert.Equal(two, 2 * MeanTest.Welch(effect, Alternative.Greater).PValue, 14);
        Assert.Equal(1, MeanTest.Welch(effect, Alternative.Greater).PValue + MeanTest.Welch(effect, Alternative.Less).PValue, 14);
        Assert.Equal(0, MeanTest.Interval(effect, two).Lower, 10);
    }

    [Fact]
    public void Cuped_CovariateExplainsEverything_LeavesNoError()
    {
        double[] before = [1, 2, 3, 4, 5, 6];
        var cuped = new CupedAdjustment(PairedMoments.Of([.. before.Select(x => 2 * x)], before), PairedMoments.Of([.. before.Select(x => 2 * x)], before));

        Assert.Equal(2, cuped.Theta, 12);
        Assert.Equal(0, cuped.Adjusted(EffectScale.Absolute).StandardError, 7);
        Assert.True(cuped.Unadjusted(EffectScale.Absolute).StandardError > 1);
    }

    [Fact]
    public void Cuped_ConstantCovariate_ChangesNothing()
    {
        var cuped = new CupedAdjustment(PairedMoments.Of([1, 2, 4], [7, 7, 7]), PairedMoments.Of([2, 3, 9], [7, 7, 7]));

        Assert.Equal(cuped.Unadjusted(EffectScale.Relative), cuped.Adjusted(EffectScale.Relative));
    }

    [Fact]
    public void Ratio_EqualDenominators_IsTheMean()
    {
        var ratio = RatioMetric.Of(PairedMoments.Of([1, 0, 3, 2], [2, 2, 2, 2]));

        Assert.Equal((0.75, SampleMoments.Of([0.5, 0, 1.5, 1]).Variance), (ratio.Mean, ratio.Variance));
    }
}

using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Analysis.Sequences;

namespace ControlPlane.Domain.Tests.Analysis.Sequences;

public sealed class MeanSequenceTests
{
    private const double Alpha = 0.05;

    // A page that is watched: two arms without any difference, a share of 10 %, a look after every 40 units, 400 looks, 2,000 runs.
    [Fact]
    public void Evidence_NothingDiffersAndSomeoneAlwaysLooks_AlarmsAtMostAtAlphaWhereTheNaiveTestDoesNot()
    {
        const int runs = 2_000, looks = 400, unitsPerLook = 20;
        var random = new Random(1);
        var sequence = new MeanSequence(Alpha, looks * unitsPerLook * 2);
        int always = 0, promoted = 0, rolledBack = 0, naive = 0;

        for (var run = 0; run < runs; run++)
        {
            var peek = Peek(random, looks, unitsPerLook, sequence);
            always += peek.Always ? 1 : 0;
            promoted += peek.Below ? 1 : 0;
            rolledBack += peek.Above ? 1 : 0;
            naive += peek.Naive ? 1 : 0;
        }

        Assert.InRange((double)always / runs, 0.002, Alpha);
        Assert.InRange((double)promoted / runs, 0, Alpha);
        Assert.InRange((double)rolledBack / runs, 0, Alpha);
        Assert.InRange((double)naive / runs, 0.4, 0.8);
    }

    [Fact]
    public void Interval_ZeroLeavesIt_ExactlyWhenThePValueFallsBelowAlpha()
    {
        var sequence = new MeanSequence(Alpha, 5_000);
        foreach (var units in new[] { 100.0, 5_000, 80_000 })
        {
            var edge = sequence.StandardErrorsWide(units);

            Assert.Equal(Alpha, sequence.Evidence(new(edge, 1, double.PositiveInfinity), units).PValue, 10);
            Assert.False(sequence.Interval(new(edge * 1.001, 1, double.PositiveInfinity), units).Contains(0));
            Assert.True(sequence.Interval(new(edge * 0.999, 1, double.PositiveInfinity), units).Contains(0));
        }
    }

    [Fact]
    public void Sequence_ThreePublishedForms_AreOneBound()
    {
        const double units = 3_000, tuning = 5_000, effect = 0.06;
        var sequence = new MeanSequence(Alpha, tuning);
        var howard = new NormalMixture(tuning, Alpha);
        var unitVariance = new EffectEstimate(effect, 1 / Math.Sqrt(units), double.PositiveInfinity);

        Assert.Equal(howard.Boundary(units, Alpha) / units, sequence.Interval(unitVariance, units).Upper - effect, 12);
        Assert.Equal(howard.Evidence(effect * units, units).Log, sequence.Evidence(unitVariance, units).Log, 12);
        Assert.Equal(howard.Evidence(effect * units, units).Log, MixtureRatioTest.Evidence(effect, 1 / units, 1 / howard.Rho).Log, 12);
    }

    [Fact]
    public void OneSided_SameData_IsNarrowerThanTheTwoSided()
    {
        var sequence = new MeanSequence(Alpha, 5_000);

        foreach (var units in new[] { 500.0, 5_000, 50_000 })
            Assert.True(sequence.OneSidedStandardErrorsWide(units) < sequence.StandardErrorsWide(units));
    }

    [Fact]
    public void OneSided_AlphaOfOneHalf_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new MeanSequence(0.5, 100).LowerLimit(new(0, 1, 10), 100));

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 100)]
    [InlineData(double.NaN, 100)]
    [InlineData(0.05, 0)]
    [InlineData(0.05, double.PositiveInfinity)]
    public void Sequence_PlanThatCannotBe_IsRefused(double alpha, double tuning) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanSequence(alpha, tuning));

    private static (bool Always, bool Below, bool Above, bool Naive) Peek(Random random, int looks, int unitsPerLook, MeanSequence sequence)
    {
        var events = new BinomialDraw(unitsPerLook, 0.1);
        long control = 0, treatment = 0;
        bool always = false, below = false, above = false, naive = false;
        for (var look = 1; look <= looks; look++)
        {
            control += events.Next(random);
            treatment += events.Next(random);

            // The sequence is asymptotic: no verdict before ten events per arm.
            long units = look * unitsPerLook;
            if (Math.Min(control, treatment) < 10)
                continue;

            var effect = EffectEstimate.Between(MetricSample.Of(new(control, units)), MetricSample.Of(new(treatment, units)), EffectScale.Absolute);
            var interval = sequence.Interval(effect, 2 * units);
            always |= !interval.Contains(0);
            below |= interval.Upper < 0;
            above |= interval.Lower > 0;
            naive |= ProportionTest.Unpooled(new(control, units), new(treatment, units), Alternative.TwoSided).PValue < Alpha;
        }

        return (always, below, above, naive);
    }
}

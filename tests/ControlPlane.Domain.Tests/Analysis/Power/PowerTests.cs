using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Power;
using ControlPlane.Domain.Experiments;

namespace ControlPlane.Domain.Tests.Analysis.Power;

public sealed class PowerTests
{
    [Fact]
    public void Power_NoDifference_IsAlpha()
    {
        Assert.Equal(0.05, MeanPower.Normal(0, 50, 0.05), 12);
        Assert.Equal(0.05, MeanPower.Student(0, 50, 0.05), 9);
        Assert.Equal(0.05, new ProportionPower(0.3, 0.3).Power(500, 0.05), 12);
    }

    [Theory]
    [InlineData(0.01, 0.015, 1)]
    [InlineData(0.5, 0.4, 9)]
    public void Shares_UnitsForAPower_HaveThatPower(double first, double second, double ratio)
    {
        var power = new ProportionPower(first, second, ratio);

        // The size counts rejections in the true direction only, the power those in the wrong one as well: about 1e-6.
        Assert.Equal(0.8, power.Power(power.UnitsFor(0.8, 0.05), 0.05), 5);
    }

    [Fact]
    public void Means_UnitsForAPower_HaveThatPower() =>
        Assert.Equal(0.9, MeanPower.Normal(0.2, SampleSize.PerArmForMeans(0.2, 1, 0.05, 0.9), 0.05), 6);

    [Fact]
    public void Student_ManyUnits_NearsTheNormal() => Assert.Equal(MeanPower.Normal(0.05, 20_000, 0.05), MeanPower.Student(0.05, 20_000, 0.05), 4);

    [Fact]
    public void Lift_SmallestFound_HasItsPower()
    {
        var plan = new RelativeLiftPower(new MetricSample(50_000, 10, 400), 0.05);

        Assert.Equal(0.8, plan.Power(plan.SmallestLift(0.8)!.Value), 9);
    }

    [Fact]
    public void Lift_BaselineTooUncertain_IsNeverFound() =>
        Assert.Null(new RelativeLiftPower(new MetricSample(10, 1, 100), 0.05).SmallestLift(0.9));

    [Fact]
    public void Watching_AtCustomaryLevels_CostsNearlyTwiceTheUnits() => Assert.Equal(1.9149, SampleSize.PriceOfWatching(0.05), 4);

    [Fact]
    public void ControlShare_OfSeveralTreatments_IsTheRoot()
    {
        Assert.Equal(0.5, SampleSize.BestControlShare(1), 12);
        Assert.Equal(1.0 / 3, SampleSize.BestControlShare(4), 12);
    }
}

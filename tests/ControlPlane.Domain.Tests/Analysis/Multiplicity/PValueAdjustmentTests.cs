using ControlPlane.Domain.Analysis.Multiplicity;

namespace ControlPlane.Domain.Tests.Analysis.Multiplicity;

public sealed class PValueAdjustmentTests
{
    private static readonly double[] PValues = [0.3, 0.004, 0.02, 0.02, 1, 0];

    [Fact]
    public void Adjustments_OrderChanged_FollowTheirValues()
    {
        int[] order = [4, 2, 0, 5, 1, 3];
        double[] shuffled = [.. order.Select(at => PValues[at])];

        foreach (var method in new Func<IReadOnlyList<double>, IReadOnlyList<double>>[] { PValueAdjustment.Holm, PValueAdjustment.BenjaminiHochberg, PValueAdjustment.BenjaminiYekutieli })
            Assert.Equal(order.Select(at => method(PValues)[at]), method(shuffled));
    }

    [Fact]
    public void Adjustments_SideBySide_AreOrderedByStrictness()
    {
        for (var at = 0; at < PValues.Length; at++)
        {
            Assert.True(PValues[at] <= PValueAdjustment.BenjaminiHochberg(PValues)[at]);
            Assert.True(PValueAdjustment.BenjaminiHochberg(PValues)[at] <= PValueAdjustment.Holm(PValues)[at] + 1e-15);
            Assert.True(PValueAdjustment.BenjaminiHochberg(PValues)[at] <= PValueAdjustment.BenjaminiYekutieli(PValues)[at]);
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Adjustments_ValueThatIsNoProbability_AreRefused(double p) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PValueAdjustment.Holm([0.1, p]));
}

using ControlPlane.Domain.Analysis.Ranks;
using ControlPlane.Domain.Shadows;

namespace ControlPlane.Domain.Tests.Shadows;

public sealed class ShadowStatisticsTests
{
    [Fact]
    public void Kappa_NearlyEveryoneSaysTheSame_IsLowDespiteTheAgreement()
    {
        var agreement = new LabelAgreement([[170, 5], [5, 0]]);

        Assert.Equal(170.0 / 180, agreement.Share.Share, 12);
        Assert.InRange(agreement.Kappa, -0.04, -0.02);
    }

    [Fact]
    public void Kappa_LabelsRenamedOrModelsSwapped_IsTheSame()
    {
        var plain = new LabelAgreement([[20, 4, 1], [3, 18, 2], [0, 5, 30]]);
        var renamed = new LabelAgreement([[30, 0, 5], [1, 20, 4], [2, 3, 18]]);
        var swapped = new LabelAgreement([[20, 3, 0], [4, 18, 5], [1, 2, 30]]);

        Assert.Equal(plain.Kappa, renamed.Kappa, 14);
        Assert.Equal(plain.StandardError, renamed.StandardError, 14);
        Assert.Equal(plain.Kappa, swapped.Kappa, 14);
        Assert.Equal(plain.NullStandardError, swapped.NullStandardError, 14);
    }

    [Fact]
    public void Kappa_FullAgreement_IsOneForAllWeights()
    {
        var agreement = new LabelAgreement([[3, 0, 0], [0, 4, 0], [0, 0, 5]]);

        Assert.Equal((1, 1, 1), (agreement.Kappa, agreement.LinearKappa, agreement.QuadraticKappa));
        Assert.Equal(0, agreement.StandardError, 12);
    }

    [Fact]
    public void Kappa_OneLabelOnly_IsUndefined() => Assert.True(double.IsNaN(new LabelAgreement([[9, 0], [0, 0]]).Kappa));

    [Fact]
    public void Kappa_TableThatIsNotSquare_IsRefused() => Assert.Throws<ArgumentException>(() => new LabelAgreement([[1, 2]]));

    [Fact]
    public void Correctness_ModelsSwapped_IsTheSameAndSmallCountsAreExact()
    {
        PairedCorrectness few = new(3, 12), many = new(40, 90);

        Assert.Equal(few.Exact(), new PairedCorrectness(12, 3).Exact(), 14);
        Assert.Equal(few.Exact(), few.PValue);
        Assert.Equal(many.ChiSquare(ContinuityCorrection.Half).PValue, many.PValue);
        Assert.Equal(1, new PairedCorrectness(0, 0).PValue);
    }

    [Fact]
    public void Deviation_ConstantShift_HasBiasAndConcordanceBelowOne()
    {
        double[] champion = [1, 2, 3, 4, 5];
        var deviation = new NumericDeviation(champion, [.. champion.Select(value => value + 1)]);

        Assert.Equal((1, 1, 1, 1), (deviation.Bias, deviation.MeanAbsolute, deviation.RootMeanSquare, deviation.Greatest));
        Assert.Equal(0.8, deviation.Concordance, 12);
        Assert.Equal(1, RankAgreement.Spearman(champion, [.. champion.Select(value => value + 1)]), 12);
    }

    [Fact]
    public void Deviation_LastBitsDiffer_AreWithinARelativeAllowance()
    {
        var deviation = new NumericDeviation([1e6, -2e6, 3], [1e6 + 0.5, -2e6, 4]);

        Assert.Equal(2.0 / 3, deviation.ShareWithin(0, 1e-6), 12);
        Assert.Equal(1, deviation.ShareWithin(1, 0), 12);
    }

    [Fact]
    public void Deviation_NotANumber_IsRefused() => Assert.Throws<ArgumentException>(() => new NumericDeviation([1, 2], [1, double.NaN]));

    [Fact]
    public void Ranks_OrderReversed_TurnTheSign()
    {
        double[] one = [1, 5, 2, 2, 8], two = [3, 4, 1, 9, 9];

        Assert.Equal(-RankAgreement.Kendall(one, two), RankAgreement.Kendall(one, [.. two.Select(score => -score)]), 14);
        Assert.Equal(-RankAgreement.Spearman(one, two), RankAgreement.Spearman(one, [.. two.Select(score => -score)]), 14);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.5)]
    [InlineData(4, 1)]
    public void TopOverlap_HalfOfTheBestShared_IsThatShare(int top, double expected) =>
        Assert.Equal(expected, RankAgreement.TopOverlap([9, 8, 1, 0], [8, 1, 9, 0], top));
}

using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Tests.Analysis.Quality;

public sealed class QualityTests
{
    [Fact]
    public void Auc_ScoresInTwoBins_CountsTiesHalf()
    {
        // 3 of 4 positives above, 1 of 4 negatives above: (3·3 + ½·(3·1 + 1·3)) / 16.
        var auc = ScoreQuality.Auc([new(1, 3), new(3, 1)]);

        Assert.Equal(0.75, auc.Value!.Value, 12);
        Assert.True(auc.Interval.Contains(0.75));
        Assert.InRange(auc.Interval.Upper - auc.Interval.Lower, 0.3, 0.8);
    }

    [Fact]
    public void Auc_HanleyAndMcNeilsExample_HasTheirStandardError()
    {
        // Their table: normal 33 6 6 11 2, abnormal 3 2 2 11 33; area 0.893, standard error 0.032.
        var auc = ScoreQuality.Auc([new(3, 33), new(2, 6), new(2, 6), new(11, 11), new(33, 2)]);

        Assert.Equal(0.893, auc.Value!.Value, 3);
        Assert.Equal(0.032, (auc.Interval.Upper - auc.Value.Value) / 1.959964, 3);
    }

    [Fact]
    public void Auc_OneClassOnly_IsNotEstimableAndSaysWhy()
    {
        var auc = ScoreQuality.Auc([new(5, 0), new(2, 0)]);

        Assert.Null(auc.Value);
        Assert.Equal("All 7 labels are the positive class: an order needs both.", auc.WhyNot);
        Assert.Contains("declare", ScoreQuality.Auc([]).WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void CalibrationError_ScoresAreTooHigh_IsTheDistanceFromTheOutcome()
    {
        // Scores of 0.25 come true in 10 %, scores of 0.75 in 60 %.
        IReadOnlyList<ScoreOutcome> bins = [new(10, 90), new(60, 40)];

        Assert.Equal(0.15, ScoreQuality.CalibrationError(bins).Value!.Value, 12);
        Assert.Equal([0.25, 0.75], ScoreQuality.Reliability(bins).Select(b => b.Score));
        Assert.Equal(((10 * 0.5625) + (90 * 0.0625) + (60 * 0.0625) + (40 * 0.5625)) / 200, ScoreQuality.Brier(bins).Value!.Value, 12);
    }

    [Fact]
    public void CalibrationError_TwoBins_ItsIntervalReachesAsFarAsBothMayBeOffAtOnce()
    {
        var error = ScoreQuality.CalibrationError([new(10, 90), new(60, 40)]);

        // Shares of 10.5 and 60.5 in 101: √(5.991 · (¼·0.0009315 + ¼·0.0024012)) = 0.0707.
        Assert.Equal(0.15 - 0.0707, error.Interval.Lower, 4);
        Assert.Equal(0.15 + 0.0707, error.Interval.Upper, 4);
        Assert.True(ScoreQuality.CalibrationError([new(0, 0), new(0, 40)]).Interval.Upper > 0.75);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.02)]
    [InlineData(0.1)]
    public void CalibrationError_ScoresOffByAsMuch_LiesInTheIntervalAsOftenAsStated(double off)
    {
        const int Runs = 400, Bins = 10, Labels = 100;
        var random = new Random(11);
        var (covered, naive) = (0, 0);

        for (var run = 0; run < Runs; run++)
        {
            var bins = Enumerable.Range(0, Bins).Select(b =>
            {
                var positives = Enumerable.Range(0, Labels).Count(_ => random.NextDouble() < ((b + 0.5) / Bins) + (b < Bins / 2 ? off : -off));
                return new ScoreOutcome(positives, Labels - positives);
            }).ToArray();
            var error = ScoreQuality.CalibrationError(bins);
            covered += error.Interval.Contains(off) ? 1 : 0;

            // The negative control takes the side of each bin as given.
            var half = 1.96 * Math.Sqrt(ScoreQuality.Reliability(bins).Sum(b => b.Share * (1 - b.Share) / Labels)) / Bins;
            naive += Math.Abs(error.Value!.Value - off) <= half ? 1 : 0;
        }

        Assert.InRange(covered, 0.95 * Runs, Runs);
        if (off == 0)
            Assert.InRange(naive, 0, 0.5 * Runs);
    }

    [Fact]
    public void Cost_DeclaredForMistakes_IsTheMeanOverLabelledAnswers()
    {
        var evidence = new VariantEvidence { Requests = 100, Labelled = 100, Confusion = [new("no", "fraud", 2), new("fraud", "no", 10), new("no", "no", 88)] };

        var cost = LabelQuality.Cost(evidence, [new("no", "fraud", 50), new("fraud", "no", 1)]);

        Assert.Equal(1.1, cost.Value!.Value, 12);
        Assert.True(cost.Interval.Lower < 1.1 && cost.Interval.Upper > 1.1);
        Assert.Equal("No mistake costs are declared on the endpoint.", LabelQuality.Cost(evidence, []).WhyNot);
    }

    [Fact]
    public void Accuracy_NoLabels_IsNotEstimable()
    {
        Assert.Equal("No label has come back.", LabelQuality.Accuracy(new VariantEvidence { Requests = 10 }).WhyNot);
        Assert.Equal(0.5, LabelQuality.Coverage(new VariantEvidence { Requests = 10, Labelled = 5 }).Value);
    }
}

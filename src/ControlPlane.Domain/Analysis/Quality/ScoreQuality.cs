using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Analysis.Quality;

/// <summary>
/// How well scores order and how honest they are, from counts per bin: scores of one bin are ties for the order, and stand at its middle for calibration,
/// so nothing finer than half a bin can be seen. Stateless.
/// </summary>
public static class ScoreQuality
{
    private const string NoScores = "No labelled answer has a score: declare how the version's score is read and the endpoint's positive class.";

    /// <summary>
    /// Area under the ROC curve: chance that a positive's score is above a negative's, ties counting half.
    /// Standard error: J. A. Hanley, B. J. McNeil (1982), with Q₁ = A/(2 − A), Q₂ = 2A²/(1 + A).
    /// </summary>
    public static QualityEstimate Auc(IReadOnlyList<ScoreOutcome> bins)
    {
        double positives = bins.Sum(b => b.Positives), negatives = bins.Sum(b => b.Negatives);
        var units = (long)(positives + negatives);
        if (units == 0)
            return QualityEstimate.NotEstimable(0, NoScores);
        if (positives == 0 || negatives == 0)
            return QualityEstimate.NotEstimable(units, $"All {units} labels are {(positives == 0 ? "of other classes" : "the positive class")}: an order needs both.");

        double below = 0, wins = 0;
        foreach (var bin in bins)
        {
            wins += bin.Positives * (below + (bin.Negatives / 2.0));
            below += bin.Negatives;
        }

        var area = wins / (positives * negatives);
        if (area is 0 or 1)
            return new(area, ConfidenceInterval.NotEstimable, units, null);
        double first = area / (2 - area), second = 2 * area * area / (1 + area), square = area * area;
        var variance = ((area * (1 - area)) + ((positives - 1) * (first - square)) + ((negatives - 1) * (second - square))) / (positives * negatives);
        return QualityEstimate.Within(area, Z * Math.Sqrt(Math.Max(0, variance)), 0, 1, units);
    }

    /// <summary>
    /// Expected calibration error Σ w_b·|d_b| with w_b = n_b/N and d_b = share_b − score_b; small bins make it look worse than it is, never better on average.
    /// Its interval holds for all bins at once (H. Scheffé, 1953): with 95 % the true distances δ lie where Σ (δ_b − d_b)²/v_b is at most the χ² quantile of as many degrees as there are bins,
    /// and there, by Cauchy and Schwarz, the error differs by at most √χ²·√(Σ w_b²·v_b). v_b = p(1 − p)/n_b with half an event added to either side,
    /// so that a bin in which everything came true is not taken for certain. It is wide, and it covers honest scores too:
    /// an interval that takes the side of each bin as given lies above 0 for most of them.
    /// </summary>
    public static QualityEstimate CalibrationError(IReadOnlyList<ScoreOutcome> bins)
    {
        var reliability = Reliability(bins);
        if (reliability.Count == 0)
            return QualityEstimate.NotEstimable(0, NoScores);
        double units = reliability.Sum(b => b.Units);
        var error = reliability.Sum(b => b.Units / units * Math.Abs(b.Share - b.Score));
        var variance = reliability.Sum(b => b.Units * b.Units / (units * units) * VarianceOf(b));
        var reach = ChiSquareTail.UpperQuantile(1 - QualityEstimate.Confidence, reliability.Count);
        return QualityEstimate.Within(error, Math.Sqrt(reach * variance), 0, 1, (long)units);
    }

    /// <summary>Mean squared distance of score and outcome (G. W. Brier, 1950); 0 is perfect.</summary>
    public static QualityEstimate Brier(IReadOnlyList<ScoreOutcome> bins)
    {
        double units = 0, sum = 0, squares = 0;
        for (var bin = 0; bin < bins.Count; bin++)
        {
            double score = Middle(bin, bins.Count), missed = (1 - score) * (1 - score), alarmed = score * score;
            units += bins[bin].Positives + bins[bin].Negatives;
            sum += (bins[bin].Positives * missed) + (bins[bin].Negatives * alarmed);
            squares += (bins[bin].Positives * missed * missed) + (bins[bin].Negatives * alarmed * alarmed);
        }

        if (units == 0)
            return QualityEstimate.NotEstimable(0, NoScores);
        var mean = sum / units;
        return QualityEstimate.Within(mean, Z * Math.Sqrt(Math.Max(0, (squares / units) - (mean * mean)) / units), 0, 1, (long)units);
    }

    /// <summary>The bins that hold labelled answers, ascending.</summary>
    public static IReadOnlyList<ReliabilityBin> Reliability(IReadOnlyList<ScoreOutcome> bins) =>
    [
        .. bins.Index().Where(b => b.Item.Positives + b.Item.Negatives > 0).Select(b =>
        {
            var sample = new ProportionSample(b.Item.Positives, b.Item.Positives + b.Item.Negatives);
            return new ReliabilityBin(Middle(b.Index, bins.Count), sample.Share, ProportionInterval.Wilson(sample, QualityEstimate.Confidence), sample.Trials);
        }),
    ];

    private static double VarianceOf(ReliabilityBin bin)
    {
        var share = ((bin.Share * bin.Units) + 0.5) / (bin.Units + 1);
        return share * (1 - share) / bin.Units;
    }

    private static double Z => NormalTail.TwoSidedQuantile(QualityEstimate.Confidence);

    private static double Middle(int bin, int count) => (bin + 0.5) / count;
}

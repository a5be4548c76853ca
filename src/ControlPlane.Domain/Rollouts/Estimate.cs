using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Rollouts;

/// <summary>A metric of one variant with its uncertainty. Immutable.</summary>
/// <param name="Units">Requests, labels or rewards it rests on.</param>
/// <param name="Mean">The metric.</param>
/// <param name="Variance">Variance of one unit.</param>
internal readonly record struct Estimate(long Units, double Mean, double Variance)
{
    /// <summary>Reads a metric that is a mean over units: a share, accuracy or reward.</summary>
    public static Estimate Of(string metric, VariantEvidence evidence) => metric switch
    {
        MetricName.Accuracy => OfShare(evidence.Correct, evidence.Labelled),
        MetricName.Reward => OfSums(evidence.Rewarded, evidence.RewardSum, evidence.RewardSquares),
        MetricName.ErrorShare => OfShare(evidence.Errors, evidence.Requests),
        MetricName.TimeoutShare => OfShare(evidence.Timeouts, evidence.Requests),
        MetricName.InvalidShare => OfShare(evidence.Invalid, evidence.Requests),
        _ => throw new ArgumentException($"{metric} is no mean over units.", nameof(metric)),
    };

    // One success and one failure are added, so that a share of 0 or 1 has a width too (Agresti and Caffo, 2000).
    private static Estimate OfShare(long part, long whole)
    {
        var share = (part + 1) / (whole + 2.0);
        return new Estimate(whole, share, share * (1 - share));
    }

    private static Estimate OfSums(long count, double sum, double squares)
    {
        if (count < 2)
            return new Estimate(count, count == 0 ? 0 : sum, 0);
        var mean = sum / count;
        return new Estimate(count, mean, Math.Max(0, (squares - (count * mean * mean)) / (count - 1)));
    }
}

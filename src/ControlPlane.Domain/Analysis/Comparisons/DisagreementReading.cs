using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Analysis.Sequences;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>
/// How often a shadow disagrees with the variant that answered. There is no null of equality: some disagreement is what a new version is for,
/// so harm begins where the margin ends. Exact at every count.
/// </summary>
/// <param name="disagreed">Rows with another label among rows labelled by both.</param>
/// <param name="margin">Disagreement that is allowed, inside (0, 1).</param>
/// <param name="alpha">Level it is tuned to.</param>
/// <param name="tuning">N*.</param>
internal sealed class DisagreementReading(ProportionSample disagreed, double margin, double alpha, long tuning) : Reading
{
    public override double NoHarm => margin;

    public override EValue HarmEvidence => TowardsHarm(
        new BetaBinomialMixture(margin * (1 - margin) * tuning, alpha, margin, 1 - margin)
            .Evidence((disagreed.Share - margin) * disagreed.Trials, margin * (1 - margin) * disagreed.Trials));

    public override ConfidenceInterval Always(double level) => BernoulliSequence.Interval(disagreed, level, tuning, alpha);

    public override ConfidenceInterval Planned(double level) => ProportionInterval.Wilson(disagreed, 1 - level);
}

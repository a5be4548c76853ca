using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Sequences;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>
/// A difference of latency quantiles. Each arm's limits are order statistics at ranks that lie the mixture's width away, and combine as Newcombe's do;
/// the sketch's relative error widens them. Harm is found without any distribution by <see cref="QuantileSequence"/>.
/// </summary>
/// <param name="challenger">Latencies of the challenger.</param>
/// <param name="champion">Latencies of the champion.</param>
/// <param name="quantile">Inside (0, 1).</param>
/// <param name="sequence">Frozen before the start.</param>
internal sealed class QuantileReading(LatencyArm challenger, LatencyArm champion, double quantile, MeanSequence sequence) : Reading
{
    private readonly WatchedWidth _width = new(sequence, challenger.Count + champion.Count);

    public override EValue HarmEvidence => TowardsHarm(
        QuantileSequence.Evidence(challenger.Distribution, champion.Distribution, quantile, sequence.TuningSampleSize / 2, sequence.Alpha / 2));

    public override ConfidenceInterval Always(double alpha) => At(_width.At(alpha));

    public override ConfidenceInterval Planned(double alpha) => At(NormalTail.UpperQuantile(alpha / 2));

    private ConfidenceInterval At(double standardErrors)
    {
        var confidence = 1 - (2 * NormalTail.Above(standardErrors));
        ConfidenceInterval one = challenger.Limits(quantile, confidence), other = champion.Limits(quantile, confidence);
        double first = challenger.Quantile(quantile), second = champion.Quantile(quantile), difference = first - second;
        var bin = LatencySketch.Alpha * (first + second);
        return new(
            difference - double.Hypot(first - one.Lower, other.Upper - second) - bin,
            difference + double.Hypot(one.Upper - first, second - other.Lower) + bin);
    }
}

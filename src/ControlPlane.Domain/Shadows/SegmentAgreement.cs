using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Multiplicity;
using ControlPlane.Domain.Analysis.Proportions;

namespace ControlPlane.Domain.Shadows;

/// <summary>How often two models agree for the callers of one segment. Immutable.</summary>
/// <param name="Segment"><c>attribute=value</c>.</param>
/// <param name="Agreed">Agreed among the rows with labels of both.</param>
/// <param name="Interval">Wilson's.</param>
/// <param name="PValue">Chance of a distance from the attribute's other values at least as large if all agree alike, after Benjamini–Hochberg over all segments; NaN where there is nothing to compare with.</param>
public sealed record SegmentAgreement(string Segment, ProportionSample Agreed, ConfidenceInterval Interval, double PValue)
{
    /// <summary>Least rows of a segment that may stand out.</summary>
    public const long LeastRows = 50;

    /// <summary>p-value below which a segment stands out.</summary>
    public const double Notable = 0.01;

    private const long MostRowsForExact = 20_000;

    /// <summary>Whether the models agree here less than for other values of the same attribute, beyond chance.</summary>
    /// <param name="whole">Agreement of all rows.</param>
    public bool IsWorse(ProportionSample whole) => PValue < Notable && Agreed.Trials >= LeastRows && Agreed.Share < whole.Share;

    /// <summary>Segments of a comparison by name.</summary>
    /// <param name="comparison">What agents counted.</param>
    /// <param name="confidence">Of the intervals, inside (0, 1).</param>
    public static IReadOnlyList<SegmentAgreement> Of(ShadowComparison comparison, double confidence)
    {
        var samples = comparison.SegmentLabelled.Where(segment => segment.Value > 0).OrderBy(segment => segment.Key, StringComparer.Ordinal)
            .Select(segment => (Segment: segment.Key, Sample: SampleOf(comparison, segment.Key, segment.Value))).ToArray();
        var raw = samples.Select(one => AgainstOthers(one.Sample, samples.Where(other => AttributeOf(other.Segment) == AttributeOf(one.Segment)).Select(other => other.Sample))).ToArray();
        var adjusted = new Queue<double>(PValueAdjustment.BenjaminiHochberg([.. raw.Where(double.IsFinite)]));
        return [.. samples.Select((one, at) => new SegmentAgreement(
            one.Segment, one.Sample, ProportionInterval.Wilson(one.Sample, confidence), double.IsFinite(raw[at]) ? adjusted.Dequeue() : double.NaN))];
    }

    private static ProportionSample SampleOf(ShadowComparison comparison, string segment, long labelled) =>
        new(Math.Clamp(comparison.SegmentAgreed.GetValueOrDefault(segment), 0, labelled), labelled);

    // Fisher's test holds however few rows disagree; with many rows it costs time and says the same.
    private static double AgainstOthers(ProportionSample one, IEnumerable<ProportionSample> all)
    {
        var (events, trials) = all.Aggregate((Events: 0L, Trials: 0L), (sum, next) => (sum.Events + next.Events, sum.Trials + next.Trials));
        if (trials == one.Trials)
            return double.NaN;
        var others = new ProportionSample(events - one.Events, trials - one.Trials);
        return trials <= MostRowsForExact ? FisherTest.PValue(one, others, Alternative.TwoSided) : ProportionTest.Pooled(one, others, Alternative.TwoSided).PValue;
    }

    private static string AttributeOf(string segment) => segment.Split('=', 2)[0];
}

using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Shadows;

/// <summary>
/// Everything a comparison of one shadow with the champion says; both answered the same requests, so all of it is paired.
/// What the data do not give is null or NaN and said so in <see cref="ShadowText"/>; it is never 0 or 1. Immutable.
/// </summary>
public sealed class ShadowReport
{
    private readonly ShadowComparison _comparison;

    /// <summary>Reads a comparison.</summary>
    /// <param name="variant">Name of the shadow.</param>
    /// <param name="shadow">What the shadow did.</param>
    /// <param name="champion">What the champion did in the same window.</param>
    /// <param name="labels">Copies whose true label is known.</param>
    /// <param name="limits">What it is held against.</param>
    public ShadowReport(string variant, VariantEvidence shadow, VariantEvidence champion, PairedLabels labels, ShadowLimits limits)
    {
        _comparison = shadow.Comparison ?? new();
        (Variant, Truth, Limits, Dropped) = (variant, labels, limits, shadow.DroppedCopies);
        Labels = _comparison.Labelled == 0 ? null : new(Math.Clamp(_comparison.Agreed, 0, _comparison.Labelled), _comparison.Labelled);
        Matrix = new(_comparison.Labels);
        Numbers = _comparison.Numbers is { Count: > 0 } numbers ? new(numbers) : null;
        Latency = _comparison.Pairs == 0 ? null : new(_comparison);
        Segments = SegmentAgreement.Of(_comparison, limits.Confidence);
        ChampionFailures = champion.ErrorShare + champion.InvalidShare ?? 0;
        Standing = ShadowJudge.Judge(this);
    }

    /// <summary>Name of the shadow.</summary>
    public string Variant { get; }

    /// <summary>What it is held against.</summary>
    public ShadowLimits Limits { get; }

    /// <summary>The verdict; its sentence is <see cref="ShadowText.Verdict"/>.</summary>
    public ShadowStanding Standing { get; }

    /// <summary>Copies that both answered.</summary>
    public long Pairs => _comparison.Pairs;

    /// <summary>Copies the shadow was asked, without those the champion answered invalidly: they judge nobody.</summary>
    public long Judged => _comparison.Pairs + _comparison.Failed + _comparison.Invalid;

    /// <summary>Copies on which the shadow failed.</summary>
    public long Failed => _comparison.Failed;

    /// <summary>Copies that the shadow answered with a NaN, an infinity or nothing.</summary>
    public long Invalid => _comparison.Invalid;

    /// <summary>Copies that the champion answered so.</summary>
    public long ChampionInvalid => _comparison.ChampionInvalid;

    /// <summary>Copies that never reached the shadow.</summary>
    public long Dropped { get; }

    /// <summary>Failed or invalid among the judged copies; null without any.</summary>
    public ProportionSample? Failures => Judged == 0 ? null : new(Failed + Invalid, Judged);

    /// <summary>Share of the champion's requests that failed or were answered invalidly, 0 to 1.</summary>
    public double ChampionFailures { get; }

    /// <summary>Rows with the same label; null where labels of both are not read.</summary>
    public ProportionSample? Labels { get; }

    /// <summary>Which labels meet which.</summary>
    public DisagreementMatrix Matrix { get; }

    /// <summary>Distance of the numbers; null where none are read.</summary>
    public PairedDeviation? Numbers { get; }

    /// <summary>Rows of which the highest classes were compared.</summary>
    public long Ranked => _comparison.Ranked;

    /// <summary>Mean share of the highest <see cref="ShadowComparison.TopClasses"/> classes that both have, 0 to 1; null where classes are not ranked.</summary>
    public double? TopOverlap => Ranked == 0 ? null : Math.Clamp(_comparison.TopOverlap / Ranked, 0, 1);

    /// <summary>How much longer the shadow took; null without pairs.</summary>
    public PairedLatency? Latency { get; }

    /// <summary>Agreement by segment.</summary>
    public IReadOnlyList<SegmentAgreement> Segments { get; }

    /// <summary>Copies whose true label is known.</summary>
    public PairedLabels Truth { get; }

    /// <summary>What agreement is judged by: labels, or numbers within the tolerance where there are no labels; null where neither is read.</summary>
    public ProportionSample? Agreement => Labels ?? Numbers?.Within;

    /// <summary>Wilson's interval of <see cref="Agreement"/>.</summary>
    public ConfidenceInterval AgreementInterval => Agreement is { } agreement ? ProportionInterval.Wilson(agreement, Limits.Confidence) : ConfidenceInterval.NotEstimable;

    /// <summary>Segments in which the two agree less than elsewhere, beyond chance, the least agreement first.</summary>
    public IReadOnlyList<SegmentAgreement> Notable =>
        Labels is { } whole ? [.. Segments.Where(segment => segment.IsWorse(whole)).OrderBy(segment => segment.Agreed.Share)] : [];
}

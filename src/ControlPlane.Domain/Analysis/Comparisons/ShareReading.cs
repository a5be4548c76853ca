using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Analysis.Sequences;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>
/// A difference of shares of what is bad: failed, invalid or wrong answers. Counts are divided by the design effect, as if fewer independent units had been seen.
/// Harm is found by which arm the bad ones fall on (Lindon and Malek), which cancels the load's daily cycle;
/// the interval is the normal mixture's, and below <see cref="LeastUnits"/> units or <see cref="LeastEvents"/> events that of two exact sequences.
/// </summary>
internal sealed class ShareReading : Reading
{
    /// <summary>Units per arm below which only exact sequences hold.</summary>
    public const long LeastUnits = 100;

    /// <summary>Events per arm below which only exact sequences hold.</summary>
    public const long LeastEvents = 10;

    private readonly ProportionSample _challenger;
    private readonly ProportionSample _champion;
    private readonly double _alpha;
    private readonly double _tuning;
    private readonly double _design;
    private readonly EffectEstimate? _normal;
    private readonly WatchedWidth _width;

    /// <summary>Reads both arms.</summary>
    /// <param name="challenger">Bad ones among the challenger's units.</param>
    /// <param name="champion">Bad ones among the champion's units.</param>
    /// <param name="designs">Design effects of challenger and champion, at least 1.</param>
    /// <param name="alpha">Level the sequences are tuned to.</param>
    /// <param name="tuning">N*.</param>
    public ShareReading(ProportionSample challenger, ProportionSample champion, (double Challenger, double Champion) designs, double alpha, long tuning)
    {
        (_alpha, _tuning, _design) = (alpha, tuning, Math.Max(designs.Challenger, designs.Champion));
        (_challenger, _champion) = (Effective(challenger, designs.Challenger), Effective(champion, designs.Champion));
        _width = new(new MeanSequence(alpha, tuning), challenger.Trials + champion.Trials);
        if (Math.Min(_challenger.Trials, _champion.Trials) >= LeastUnits && Math.Min(_challenger.Events, _champion.Events) >= LeastEvents)
            _normal = EffectEstimate.Between(MetricSample.Of(_champion), MetricSample.Of(_challenger), EffectScale.Absolute);
        Events = Math.Min(challenger.Events, champion.Events);
    }

    public override long Events { get; }

    public override double Design => _design;

    public override double? StandardError => _normal?.StandardError;

    public override EValue HarmEvidence => TowardsHarm(
        ShareSequence.Evidence([_challenger.Events, _champion.Events], [_challenger.Trials, _champion.Trials]));

    public override ConfidenceInterval Always(double alpha)
    {
        if (_normal is { } normal)
            return ConfidenceInterval.Around(normal.Effect, normal.StandardError * _width.At(alpha));
        ConfidenceInterval challenger = Exact(_challenger, alpha / 2), champion = Exact(_champion, alpha / 2);
        return new(challenger.Lower - champion.Upper, challenger.Upper - champion.Lower);
    }

    public override ConfidenceInterval Planned(double alpha) => ProportionDifference.Newcombe(_challenger, _champion, 1 - alpha);

    public override double PromotionP(double margin) => _normal is not { } normal ? base.PromotionP(margin)
        : normal.Effect < margin ? _width.Evidence(normal with { Effect = normal.Effect - margin }).PValue : 1;

    private ConfidenceInterval Exact(ProportionSample sample, double alpha) => BernoulliSequence.Interval(sample, alpha, _tuning / 2, _alpha / 2);

    private static ProportionSample Effective(ProportionSample sample, double design)
    {
        var trials = Math.Max(1, (long)(sample.Trials / design));
        return new(Math.Min(trials, (long)Math.Round(sample.Share * trials)), trials);
    }
}

using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Sequences;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>A difference of means, large samples only: the normal mixture, with the variance between assignment cells.</summary>
/// <param name="harm">The estimate, already turned so that worse is positive.</param>
/// <param name="sequence">Frozen before the start.</param>
/// <param name="units">Units of both arms.</param>
/// <param name="design">Factor that the standard error holds already.</param>
/// <param name="varianceExplained">Share of variance that a covariate took; null without one.</param>
internal sealed class MeanReading(EffectEstimate harm, MeanSequence sequence, long units, double design, double? varianceExplained = null) : Reading
{
    private readonly WatchedWidth _width = new(sequence, units);

    public override double Design => design;

    public override double? StandardError => harm.StandardError;

    public override double? VarianceExplained => varianceExplained;

    public override EValue HarmEvidence => TowardsHarm(_width.Evidence(harm));

    public override ConfidenceInterval Always(double alpha) => ConfidenceInterval.Around(harm.Effect, harm.StandardError * _width.At(alpha));

    public override ConfidenceInterval Planned(double alpha) => MeanTest.Interval(harm, alpha);

    public override double PromotionP(double margin) =>
        harm.Effect < margin ? _width.Evidence(harm with { Effect = harm.Effect - margin }).PValue : 1;
}

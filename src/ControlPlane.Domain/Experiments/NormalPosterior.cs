using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Means;

namespace ControlPlane.Domain.Experiments;

/// <summary>What is believed about an effect: normal with mean and standard deviation; bigger is better for the treatment. Immutable.</summary>
public readonly record struct NormalPosterior
{
    /// <summary>A belief.</summary>
    /// <param name="mean">In the effect's units.</param>
    /// <param name="standardDeviation">Same units, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public NormalPosterior(double mean, double standardDeviation)
    {
        Mean = Require.Finite(mean);
        StandardDeviation = Require.Positive(standardDeviation);
    }

    /// <summary>Mean.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation.</summary>
    public double StandardDeviation { get; }

    /// <summary>P(effect &gt; 0) = Φ(μ/σ).</summary>
    public double ChanceToWin => NormalTail.Below(Mean / StandardDeviation);

    /// <summary>Expected loss of keeping the control: E[max(effect, 0)] = μΦ(μ/σ) + σφ(μ/σ).</summary>
    public double LossOfKeeping => LossAt(Mean);

    /// <summary>Expected loss of shipping the treatment: E[max(−effect, 0)].</summary>
    public double LossOfShipping => LossAt(-Mean);

    /// <summary>The estimate alone, with a flat prior.</summary>
    public static NormalPosterior Flat(EffectEstimate effect) => new(effect.Effect, effect.StandardError);

    /// <summary>The estimate with this belief as prior: precisions 1/se² and 1/v₀ add, means weigh by them.</summary>
    public NormalPosterior After(EffectEstimate effect)
    {
        double data = 1 / Math.Pow(Require.Positive(effect.StandardError, nameof(effect)), 2), prior = 1 / (StandardDeviation * StandardDeviation);
        return new(((effect.Effect * data) + (Mean * prior)) / (data + prior), 1 / Math.Sqrt(data + prior));
    }

    /// <summary>Interval with equal tails.</summary>
    /// <param name="mass">Probability inside, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The mass is out of bounds.</exception>
    public ConfidenceInterval Interval(double mass) => ConfidenceInterval.Around(Mean, StandardDeviation * NormalTail.TwoSidedQuantile(mass));

    private double LossAt(double mean)
    {
        var z = mean / StandardDeviation;
        return Math.Max(0, (mean * NormalTail.Below(z)) + (StandardDeviation * NormalTail.Density(z)));
    }
}

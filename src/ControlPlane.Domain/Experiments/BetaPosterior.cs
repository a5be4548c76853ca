using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Proportions;

namespace ControlPlane.Domain.Experiments;

/// <summary>What is believed about a share: Beta(α, β). Immutable.</summary>
public readonly record struct BetaPosterior
{
    /// <summary>Known parameters.</summary>
    /// <param name="alpha">Events plus the prior's, above 0.</param>
    /// <param name="beta">Others plus the prior's, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0.</exception>
    public BetaPosterior(double alpha, double beta)
    {
        Alpha = Require.Positive(alpha);
        Beta = Require.Positive(beta);
    }

    /// <summary>Jeffreys' prior, Beta(½, ½).</summary>
    public static BetaPosterior Jeffreys { get; } = new(0.5, 0.5);

    /// <summary>The uniform prior, Beta(1, 1).</summary>
    public static BetaPosterior Uniform { get; } = new(1, 1);

    /// <summary>Events plus the prior's.</summary>
    public double Alpha { get; }

    /// <summary>Others plus the prior's.</summary>
    public double Beta { get; }

    /// <summary>α/(α+β).</summary>
    public double Mean => Alpha / (Alpha + Beta);

    /// <summary>αβ/((α+β)²(α+β+1)).</summary>
    public double Variance => Mean * (1 - Mean) / (Alpha + Beta + 1);

    /// <summary>What is believed after more counts.</summary>
    public BetaPosterior After(ProportionSample sample) => new(Alpha + sample.Events, Beta + sample.Others);

    /// <summary>What is believed after one reward: α + r, β + 1 − r.</summary>
    /// <param name="reward">0 to 1; between the ends it counts as a fraction of an event.</param>
    /// <exception cref="ArgumentOutOfRangeException">The reward is NaN or outside [0, 1].</exception>
    public BetaPosterior AfterReward(double reward) => new(Alpha + Require.Unit(reward), Beta + (1 - reward));

    /// <summary>The same belief with what was seen weighted down towards a prior: for rewards that drift.</summary>
    /// <param name="prior">What is believed when all is forgotten.</param>
    /// <param name="keep">Share of the evidence that stays, 0 to 1, such as 0.99 per interval.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of bounds.</exception>
    public BetaPosterior Discounted(BetaPosterior prior, double keep) => new(
        prior.Alpha + (Require.Unit(keep) * (Alpha - prior.Alpha)), prior.Beta + (keep * (Beta - prior.Beta)));

    /// <summary>P(share ≤ x).</summary>
    public double Below(double x) => BetaTail.Below(x, Alpha, Beta);

    /// <summary>Interval with equal tails.</summary>
    /// <param name="mass">Probability inside, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The mass is out of bounds.</exception>
    public ConfidenceInterval Interval(double mass)
    {
        var tail = (1 - Require.InsideUnit(mass)) / 2;
        return new(BetaTail.Quantile(tail, Alpha, Beta), BetaTail.Quantile(1 - tail, Alpha, Beta));
    }

    /// <summary>Break points between which density and distribution are smooth enough for quadrature: quantile-like places around the mean.</summary>
    internal IEnumerable<double> Breaks()
    {
        var spread = Math.Sqrt(Variance);
        foreach (var distance in new[] { -40.0, -16, -10, -7, -5, -3.5, -2, -1, 0, 1, 2, 3.5, 5, 7, 10, 16, 40 })
        {
            var place = Mean + (distance * spread);
            if (place is > 0 and < 1)
                yield return place;
        }
    }
}

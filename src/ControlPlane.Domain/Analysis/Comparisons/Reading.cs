using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Sequences;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>One metric of both arms at one look, ready to be judged. Harm is positive where the challenger is worse. Immutable.</summary>
internal abstract class Reading
{
    // Below it a p-value is not told from 0, which keeps the search short.
    private const double LeastP = 1e-9;

    /// <summary>The challenger's value in the metric's unit.</summary>
    public required double Value { get; init; }

    /// <summary>The champion's value; null for a metric that compares answers.</summary>
    public required double? Champion { get; init; }

    /// <summary>The challenger's units.</summary>
    public required long Units { get; init; }

    /// <summary>The champion's units.</summary>
    public required long ChampionUnits { get; init; }

    /// <summary>How much worse the challenger is.</summary>
    public required double Harm { get; init; }

    /// <summary>Units that speak for this challenger's least sample: events on the arm with fewer.</summary>
    public virtual long Events => Math.Min(Units, ChampionUnits);

    /// <summary>Harm that the metric's own null holds: 0, unless what is compared has no null of equality.</summary>
    public virtual double NoHarm => 0;

    /// <summary>Larger factor of both arms on the variance.</summary>
    public virtual double Design => 1;

    /// <summary>Standard error of the harm; null where the interval is exact.</summary>
    public virtual double? StandardError => null;

    /// <summary>Share of variance that a covariate took; null without one.</summary>
    public virtual double? VarianceExplained => null;

    /// <summary>Interval of the harm that holds at every look together.</summary>
    /// <param name="alpha">Chance that it ever misses.</param>
    public abstract ConfidenceInterval Always(double alpha);

    /// <summary>Interval of the harm for one look at a planned size.</summary>
    public abstract ConfidenceInterval Planned(double alpha);

    /// <summary>Evidence that the challenger is worse.</summary>
    public abstract EValue HarmEvidence { get; }

    /// <summary>p-value, valid at every look, of "worse by the margin or more": the least alpha whose interval lies below the margin.</summary>
    public virtual double PromotionP(double margin)
    {
        if (!(Always(0.99).Upper < margin))
            return 1;
        return Always(LeastP).Upper < margin
            ? LeastP
            : Math.Exp(MonotoneRoot.Between(Math.Log(LeastP), Math.Log(0.99), log => Always(Math.Exp(log)).Upper < margin ? 1 : -1));
    }

    /// <summary>Evidence that points to harm; where the estimate does not, it can only speak against it.</summary>
    protected EValue TowardsHarm(EValue evidence) => Harm > NoHarm ? evidence : new(Math.Min(0, evidence.Log));
}

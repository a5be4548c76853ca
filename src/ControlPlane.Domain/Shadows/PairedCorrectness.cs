using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Ranks;

namespace ControlPlane.Domain.Shadows;

/// <summary>
/// McNemar: which of two models is right more often, from the requests on which only one of them is.
/// An unpaired test on such data is wrong and usually far too weak. Source: Q. McNemar (1947). Immutable.
/// </summary>
public readonly record struct PairedCorrectness
{
    /// <summary>Discordant pairs from which the chi-square is good enough.</summary>
    public const long ChiSquareFrom = 25;

    /// <summary>Counts discordant pairs.</summary>
    /// <param name="onlyChampionRight">Requests that only the champion got right, at least 0.</param>
    /// <param name="onlyChallengerRight">Requests that only the challenger got right, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public PairedCorrectness(long onlyChampionRight, long onlyChallengerRight)
    {
        OnlyChampionRight = Require.AtLeast(0, onlyChampionRight);
        OnlyChallengerRight = Require.AtLeast(0, onlyChallengerRight);
    }

    /// <summary>Requests that only the champion got right.</summary>
    public long OnlyChampionRight { get; }

    /// <summary>Requests that only the challenger got right.</summary>
    public long OnlyChallengerRight { get; }

    /// <summary>All discordant pairs.</summary>
    public long Discordant => OnlyChampionRight + OnlyChallengerRight;

    /// <summary>The exact test below <see cref="ChiSquareFrom"/> discordant pairs, the corrected chi-square from there on.</summary>
    public double PValue => Discordant < ChiSquareFrom ? Exact() : ChiSquare(ContinuityCorrection.Half).PValue;

    /// <summary>Exact two-sided p-value: twice the smaller binomial tail at one half; 1 without discordant pairs.</summary>
    public double Exact() => Math.Min(1, 2 * BinomialTail.AtMost(Math.Min(OnlyChampionRight, OnlyChallengerRight), Discordant, 0.5));

    /// <summary>(|b − c| − 1)²/(b + c), without the 1 when uncorrected; one degree of freedom.</summary>
    public TestResult ChiSquare(ContinuityCorrection continuity)
    {
        if (Discordant == 0)
            return new(0, 1) { DegreesOfFreedom = 1 };

        // Half a step on each of the two counts makes one step on their difference.
        var step = continuity == ContinuityCorrection.Half ? 1 : 0;
        var distance = Math.Max(0, Math.Abs((double)OnlyChampionRight - OnlyChallengerRight) - step);
        var statistic = distance * distance / Discordant;
        return new(statistic, ChiSquareTail.Above(statistic, 1)) { DegreesOfFreedom = 1 };
    }
}

using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Means;

namespace ControlPlane.Domain.Shadows;

/// <summary>
/// How far a challenger's numbers lie from the champion's on the same requests, in the output's units.
/// Source: limits of agreement J. M. Bland, D. G. Altman (1986); concordance L. I. Lin (1989). Immutable.
/// </summary>
public sealed class NumericDeviation
{
    private readonly double[] _differences;
    private readonly double[] _champion;
    private readonly PairedMoments _moments;

    /// <summary>Compares pairs.</summary>
    /// <param name="champion">At least 2 finite numbers; NaN and infinity are a class of their own and counted elsewhere.</param>
    /// <param name="challenger">The same requests' numbers.</param>
    /// <exception cref="ArgumentException">The lists differ in length, are too short or hold NaN or infinity.</exception>
    public NumericDeviation(IReadOnlyList<double> champion, IReadOnlyList<double> challenger)
    {
        Require.AllFinite(champion, 2);
        _moments = PairedMoments.Of(champion, challenger);
        _champion = [.. champion];
        _differences = [.. champion.Zip(challenger, (one, two) => two - one)];
    }

    /// <summary>Mean of challenger minus champion.</summary>
    public double Bias => _differences.Average();

    /// <summary>Mean of absolute differences.</summary>
    public double MeanAbsolute => _differences.Average(Math.Abs);

    /// <summary>Root of the mean of squared differences.</summary>
    public double RootMeanSquare => Math.Sqrt(_differences.Average(difference => difference * difference));

    /// <summary>Largest absolute difference.</summary>
    public double Greatest => _differences.Max(Math.Abs);

    /// <summary>Lin's concordance 2·cov/(vx + vy + (mx − my)²), divisor n: 1 only for equal numbers, where correlation forgives a shift; NaN when all are one constant.</summary>
    public double Concordance
    {
        get
        {
            var shift = _moments.First.Mean - _moments.Second.Mean;
            return 2 * _moments.CoMoment / (_moments.First.SquaredDeviations + _moments.Second.SquaredDeviations + (_moments.Count * shift * shift));
        }
    }

    /// <summary>Bias ± z·sd: where a share of differences lies if they are normal.</summary>
    /// <param name="share">Inside (0, 1), 0.95 by custom.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of bounds.</exception>
    public ConfidenceInterval LimitsOfAgreement(double share) =>
        ConfidenceInterval.Around(Bias, NormalTail.TwoSidedQuantile(share) * Math.Sqrt(SampleMoments.Of(_differences).Variance));

    /// <summary>Share of requests whose numbers differ by no more than an absolute plus a relative allowance: the last bits differ between execution providers.</summary>
    /// <param name="absolute">In the output's units, at least 0.</param>
    /// <param name="relative">Of the champion's absolute value, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An allowance is negative or not finite.</exception>
    public double ShareWithin(double absolute, double relative)
    {
        Require.NotNegative(absolute);
        Require.NotNegative(relative);
        var within = _differences.Where((difference, at) => Math.Abs(difference) <= absolute + (relative * Math.Abs(_champion[at]))).Count();
        return (double)within / _differences.Length;
    }
}

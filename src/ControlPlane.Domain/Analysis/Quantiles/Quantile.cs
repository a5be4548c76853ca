namespace ControlPlane.Domain.Analysis.Quantiles;

/// <summary>Quantiles of values at hand. Stateless.</summary>
public static class Quantile
{
    /// <summary>
    /// Definition 7 of Hyndman and Fan (1996): linear between order statistics at rank share·(n−1), counted from 0; what Kayenta, numpy and spreadsheets use.
    /// MathNet's default is definition 8, which differs.
    /// </summary>
    /// <param name="values">At least one finite value, any order.</param>
    /// <param name="share">0 to 1.</param>
    /// <exception cref="ArgumentException">There are no values, one is NaN or infinite, or the share is out of bounds.</exception>
    public static double Linear(IReadOnlyList<double> values, double share)
    {
        Require.AllFinite(values, 1);
        Require.Unit(share);
        var sorted = values.Order().ToArray();
        var rank = share * (sorted.Length - 1);
        var below = (int)Math.Floor(rank);
        return below + 1 < sorted.Length ? sorted[below] + ((rank - below) * (sorted[below + 1] - sorted[below])) : sorted[^1];
    }
}

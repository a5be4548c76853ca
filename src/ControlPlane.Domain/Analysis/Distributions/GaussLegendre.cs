using MathNet.Numerics.Integration;

namespace ControlPlane.Domain.Analysis.Distributions;

/// <summary>Composite Gauss–Legendre quadrature with 32 points a panel: exact to rounding for functions that are smooth within panels.</summary>
internal static class GaussLegendre
{
    private const int Order = 32;

    // MathNet's GaussLegendreRule is immutable once built, so one instance serves all threads.
    private static readonly GaussLegendreRule Rule = new(-1, 1, Order);

    /// <summary>Integral from one end to the other over panels of equal width.</summary>
    public static double Integrate(double from, double to, int panels, Func<double, double> function)
    {
        var width = (to - from) / panels;
        var sum = 0.0;
        for (var panel = 0; panel < panels; panel++)
            sum += OnePanel(from + (panel * width), from + ((panel + 1) * width), function);
        return sum;
    }

    /// <summary>Hands over each node and its weight, on panels between consecutive break points, which must rise: for several integrals at once.</summary>
    public static void ForEachNode(IReadOnlyList<double> breaks, Action<double, double> visit)
    {
        for (var at = 1; at < breaks.Count; at++)
        {
            var half = (breaks[at] - breaks[at - 1]) / 2;
            for (var node = 0; half > 0 && node < Order; node++)
                visit(breaks[at - 1] + half + (half * Rule.GetAbscissa(node)), half * Rule.GetWeight(node));
        }
    }

    private static double OnePanel(double from, double to, Func<double, double> function)
    {
        var half = (to - from) / 2;
        var middle = from + half;
        var sum = 0.0;
        for (var at = 0; at < Order; at++)
            sum += Rule.GetWeight(at) * function(middle + (half * Rule.GetAbscissa(at)));
        return sum * half;
    }
}

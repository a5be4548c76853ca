using ControlPlane.Domain.Analysis.Distributions;
using MathNet.Numerics.Integration;

namespace ControlPlane.Domain.Experiments;

/// <summary>
/// Law of a Brownian path that has not crossed yet: its density at the last look, on Gauss–Legendre nodes of the region that continues. Immutable.
/// </summary>
internal sealed class SurvivingPath
{
    private const int Panels = 12;
    private const int NodesPerPanel = 20;
    private static readonly GaussLegendreRule Rule = new(-1, 1, NodesPerPanel);

    private readonly double _information;
    private readonly double[] _nodes;
    private readonly double[] _masses;

    private SurvivingPath(double information, double[] nodes, double[] masses)
    {
        _information = information;
        _nodes = nodes;
        _masses = masses;
    }

    /// <summary>A path at 0 before the first look.</summary>
    public static SurvivingPath Start { get; } = new(0, [0], [1]);

    /// <summary>Chance that |Z| exceeds a bound at the next look, not having done so before.</summary>
    public double ChanceToCross(double information, double bound)
    {
        var spread = Math.Sqrt(information - _information);
        var limit = bound * Math.Sqrt(information);
        var chance = 0.0;
        for (var at = 0; at < _nodes.Length; at++)
            chance += _masses[at] * (NormalTail.Above((limit - _nodes[at]) / spread) + NormalTail.Above((limit + _nodes[at]) / spread));
        return chance;
    }

    /// <summary>The path after a look that it survived.</summary>
    public SurvivingPath Continue(double information, double bound)
    {
        var spread = Math.Sqrt(information - _information);
        var limit = bound * Math.Sqrt(information);
        var half = limit / Panels;
        var nodes = new double[Panels * NodesPerPanel];
        var masses = new double[nodes.Length];
        for (var at = 0; at < nodes.Length; at++)
        {
            var middle = -limit + (((2 * (at / NodesPerPanel)) + 1) * half);
            nodes[at] = middle + (half * Rule.GetAbscissa(at % NodesPerPanel));
            masses[at] = half * Rule.GetWeight(at % NodesPerPanel) * DensityAt(nodes[at], spread);
        }

        return new(information, nodes, masses);
    }

    private double DensityAt(double place, double spread)
    {
        var density = 0.0;
        for (var at = 0; at < _nodes.Length; at++)
            density += _masses[at] * NormalTail.Density((place - _nodes[at]) / spread);
        return density / spread;
    }
}

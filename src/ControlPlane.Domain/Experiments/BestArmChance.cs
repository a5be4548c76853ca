using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Experiments;

/// <summary>
/// Chance that each arm is the best, P_j = ∫ f_j(x)·Π_{i≠j} F_i(x) dx; the weights that Thompson sampling would give on average.
/// Source: W. R. Thompson (1933); S. L. Scott, "A modern Bayesian look at the multi-armed bandit" (2010). Stateless.
/// </summary>
public static class BestArmChance
{
    private static readonly double[] NormalBreaks = [-40, -20, -12, -9, -7, -5.5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5.5, 7, 9, 12, 20, 40];

    /// <summary>Shares with beta posteriors.</summary>
    /// <param name="arms">At least one.</param>
    /// <returns>One chance per arm, in order, summing to 1.</returns>
    /// <exception cref="ArgumentException">There is no arm.</exception>
    public static IReadOnlyList<double> OfBeta(IReadOnlyList<BetaPosterior> arms)
    {
        if (arms.Count == 0)
            throw new ArgumentException("needs at least 1 arm", nameof(arms));

        var integral = new Integral(arms.Count);
        double[] breaks = [.. arms.SelectMany(arm => arm.Breaks()).Order()];
        var middle = breaks[breaks.Length / 2];

        // A parameter below 1 makes a density infinite at an end; a power of the distance from that end takes its place as the variable.
        var low = Math.Min(1, arms.Min(arm => arm.Alpha));
        var high = Math.Min(1, arms.Min(arm => arm.Beta));
        double[] lower = [0, .. breaks.Where(place => place <= middle).Select(place => Math.Pow(place, low))];
        double[] upper = [0, .. breaks.Where(place => place >= middle).Select(place => Math.Pow(1 - place, high)).Order()];
        GaussLegendre.ForEachNode(lower, (power, weight) =>
        {
            var x = Math.Pow(power, 1 / low);
            Add(x, 1 - x, weight * x / (low * power));
        });
        GaussLegendre.ForEachNode(upper, (power, weight) =>
        {
            var rest = Math.Pow(power, 1 / high);
            Add(1 - rest, rest, weight * rest / (high * power));
        });
        return integral.Chances;

        void Add(double x, double rest, double weight)
        {
            if (x > 0 && rest > 0)
            {
                integral.Add(
                    weight,
                    arm => BetaTail.DensityOfParts(x, rest, arms[arm].Alpha, arms[arm].Beta),
                    arm => BetaTail.BelowOfParts(x, rest, arms[arm].Alpha, arms[arm].Beta));
            }
        }
    }

    /// <summary>Means with normal posteriors; an arm without spread is a known number, and the best known ones share their chance.</summary>
    /// <param name="means">One per arm, finite.</param>
    /// <param name="spreads">Standard deviations, at least 0.</param>
    /// <returns>One chance per arm, in order, summing to 1.</returns>
    /// <exception cref="ArgumentException">There is no arm, the lists differ in length or a number is impossible.</exception>
    public static IReadOnlyList<double> OfNormal(IReadOnlyList<double> means, IReadOnlyList<double> spreads)
    {
        Require.AllFinite(means, 1);
        Require.SameLength(means, spreads);
        foreach (var spread in spreads)
            Require.NotNegative(spread, nameof(spreads));

        var integral = new Integral(means.Count);
        double[] breaks = [.. Enumerable.Range(0, means.Count).SelectMany(arm => NormalBreaks.Select(z => means[arm] + (z * spreads[arm]))).Order()];
        GaussLegendre.ForEachNode(breaks, (x, weight) => integral.Add(weight, arm => Density(arm, x), arm => Below(arm, x)));

        foreach (var known in Enumerable.Range(0, means.Count).Where(arm => spreads[arm] == 0))
        {
            var equals = Enumerable.Range(0, means.Count).Count(arm => spreads[arm] == 0 && means[arm] == means[known]);
            integral.AddKnown(known, Enumerable.Range(0, means.Count).Aggregate(1.0 / equals, (product, arm) => product * Below(arm, means[known])));
        }

        return integral.Chances;

        double Density(int arm, double x) => spreads[arm] == 0 ? 0 : NormalTail.Density((x - means[arm]) / spreads[arm]) / spreads[arm];

        double Below(int arm, double x) => spreads[arm] > 0 ? NormalTail.Below((x - means[arm]) / spreads[arm]) : x >= means[arm] ? 1 : 0;
    }

    /// <summary>All arms' integrals at once: each node needs each arm's density and distribution only once.</summary>
    private sealed class Integral(int arms)
    {
        private readonly double[] _sums = new double[arms];
        private readonly double[] _below = new double[arms];
        private readonly double[] _belowBefore = new double[arms];

        /// <summary>What was summed up; scaled to sum to 1, for the quadrature errs by about 1e-12.</summary>
        public IReadOnlyList<double> Chances => [.. _sums.Select(sum => sum / _sums.Sum())];

        public void Add(double weight, Func<int, double> density, Func<int, double> below)
        {
            var product = weight;
            for (var arm = 0; arm < arms; arm++)
            {
                _belowBefore[arm] = product;
                product *= _below[arm] = below(arm);
            }

            var belowAfter = 1.0;
            for (var arm = arms - 1; arm >= 0; arm--)
            {
                _sums[arm] += density(arm) * _belowBefore[arm] * belowAfter;
                belowAfter *= _below[arm];
            }
        }

        public void AddKnown(int arm, double chance) => _sums[arm] += chance;
    }
}

using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Experiments;

/// <summary>
/// Tests with a few planned looks: chances and critical values by recursive numerical integration.
/// More power than an always-valid sequence when looks are few and scheduled; one extra look breaks it.
/// Source: P. Armitage, C. K. McPherson, B. C. Rowe (1969); K. K. G. Lan, D. L. DeMets, "Discrete sequential boundaries for clinical trials" (1983). Stateless.
/// </summary>
public static class GroupSequentialDesign
{
    /// <summary>
    /// Chance that |Z| exceeds its critical value at one of the looks when nothing differs: what peeking at a fixed-horizon test costs.
    /// </summary>
    /// <param name="information">Rising share of information at each look, above 0; only ratios matter.</param>
    /// <param name="criticalValues">Critical |Z| per look, above 0.</param>
    /// <exception cref="ArgumentException">The lists are empty, differ in length or do not rise.</exception>
    public static double CrossingProbability(IReadOnlyList<double> information, IReadOnlyList<double> criticalValues)
    {
        RequireRising(information);
        Require.AllFinite(criticalValues, 1);
        Require.SameLength(information, criticalValues);

        var path = SurvivingPath.Start;
        var crossed = 0.0;
        for (var look = 0; look < information.Count; look++)
        {
            crossed += path.ChanceToCross(information[look], Require.Positive(criticalValues[look], nameof(criticalValues)));
            path = path.Continue(information[look], criticalValues[look]);
        }

        return crossed;
    }

    /// <summary>
    /// Critical |Z| per look so that the chance spent up to information t is α·t^exponent, half of it on each side.
    /// </summary>
    /// <param name="information">Rising shares of the planned information, inside (0, 1].</param>
    /// <param name="alpha">Two-sided chance of a false alarm over all looks, inside (0, 1).</param>
    /// <param name="exponent">2 spends little early and much at the end; above 0.</param>
    /// <exception cref="ArgumentException">The information does not rise within (0, 1], or an argument is out of bounds.</exception>
    public static IReadOnlyList<double> SpendingBounds(IReadOnlyList<double> information, double alpha, double exponent = 2)
    {
        RequireRising(information);
        Require.InsideUnit(alpha);
        Require.Positive(exponent);
        if (information[^1] > 1)
            throw new ArgumentException($"ends at {information[^1]}, beyond the whole information 1", nameof(information));

        var path = SurvivingPath.Start;
        var bounds = new double[information.Count];
        var spent = 0.0;
        for (var look = 0; look < bounds.Length; look++)
        {
            var allowed = alpha * Math.Pow(information[look], exponent);
            bounds[look] = BoundFor(path, information[look], allowed - spent);
            spent = allowed;
            path = path.Continue(information[look], bounds[look]);
        }

        return bounds;
    }

    private static double BoundFor(SurvivingPath path, double information, double chance) =>
        MonotoneRoot.Between(0, 37, bound => path.ChanceToCross(information, bound) - chance);

    private static void RequireRising(IReadOnlyList<double> information)
    {
        Require.AllFinite(information, 1);
        for (var look = 0; look < information.Count; look++)
        {
            if (information[look] <= (look == 0 ? 0 : information[look - 1]))
                throw new ArgumentException($"value {look} is {information[look]} and does not rise", nameof(information));
        }
    }
}

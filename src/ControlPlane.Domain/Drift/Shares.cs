using ControlPlane.Domain.Analysis;

namespace ControlPlane.Domain.Drift;

/// <summary>Bin counts as shares, the common input of the distances. Stateless.</summary>
internal static class Shares
{
    /// <summary>Both lists scaled to sum to 1.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, hold negative or non-finite numbers, or one is empty.</exception>
    public static (double[] Reference, double[] Current) Of(IReadOnlyList<double> reference, IReadOnlyList<double> current)
    {
        Require.Weights(reference, 1);
        Require.Weights(current, 1);
        Require.SameLength(reference, current);
        double whole = reference.Sum(), other = current.Sum();
        return ([.. reference.Select(weight => weight / whole)], [.. current.Select(weight => weight / other)]);
    }
}

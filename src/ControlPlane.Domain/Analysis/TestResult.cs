namespace ControlPlane.Domain.Analysis;

/// <summary>Outcome of a significance test.</summary>
/// <param name="Statistic">The test statistic, without unit; NaN when the data do not define it.</param>
/// <param name="PValue">Chance of a statistic at least as extreme if nothing differs, 0 to 1; NaN when undefined.</param>
public readonly record struct TestResult(double Statistic, double PValue)
{
    /// <summary>Degrees of freedom of the reference distribution; null when it has none.</summary>
    public double? DegreesOfFreedom { get; init; }
}

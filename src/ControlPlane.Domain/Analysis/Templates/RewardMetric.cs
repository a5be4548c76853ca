namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>Which of the rewards that callers send for an endpoint <see cref="MetricName.Reward"/> is. Stateless.</summary>
public static class RewardMetric
{
    /// <summary>
    /// The smallest name, letter by letter, of all that came for any variant; null when none came.
    /// Sums of two metrics say nothing, and which one came first is chance.
    /// </summary>
    /// <param name="names">Metrics that rewards came with, each as often as one likes.</param>
    public static string? Of(IEnumerable<string> names) => names.Min(StringComparer.Ordinal);
}

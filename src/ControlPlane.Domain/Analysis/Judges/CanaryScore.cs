namespace ControlPlane.Domain.Analysis.Judges;

/// <summary>
/// One number for many metrics, 0 to 100, as Kayenta scores: per group the share of passes among metrics with an answer, then the weighted sum.
/// A critical metric that does not pass, or no data in half the metrics or more, gives 0. Stateless.
/// </summary>
public static class CanaryScore
{
    /// <summary>Score from which an analysis passes, by custom.</summary>
    public const double PassFrom = 95;

    /// <summary>Score from which it is marginal, by custom.</summary>
    public const double MarginalFrom = 75;

    /// <summary>Scores metrics.</summary>
    /// <param name="metrics">At least one.</param>
    /// <param name="groupWeights">Percent per group, at least 0; groups without a weight share what is left of 100.</param>
    /// <exception cref="ArgumentException">There are no metrics, or a weight is impossible.</exception>
    public static double Of(IReadOnlyList<ScoredMetric> metrics, IReadOnlyDictionary<string, double> groupWeights)
    {
        if (metrics.Count == 0)
            throw new ArgumentException("needs at least 1 metric", nameof(metrics));
        foreach (var weight in groupWeights.Values)
            Require.NotNegative(weight, nameof(groupWeights));

        if (metrics.Any(metric => metric.IsCritical && metric.Class != MetricClass.Pass))
            return 0;
        if (metrics.Count(metric => metric.Class == MetricClass.NoData) * 2 >= metrics.Count)
            return 0;

        var groups = metrics.GroupBy(metric => metric.Group, StringComparer.Ordinal).ToArray();
        var unweighted = groups.Count(group => !groupWeights.ContainsKey(group.Key));
        var rest = unweighted == 0 ? 0 : (100 - groupWeights.Values.Sum()) / unweighted;
        return groups.Sum(group => ScoreOf(group) * groupWeights.GetValueOrDefault(group.Key, rest) / 100);
    }

    // A group in which nothing could be said does not pull the score down.
    private static double ScoreOf(IEnumerable<ScoredMetric> group)
    {
        var answered = group.Where(metric => metric.Class != MetricClass.NoData).ToArray();
        return answered.Length == 0 ? 100 : 100.0 * answered.Count(metric => metric.Class == MetricClass.Pass) / answered.Length;
    }
}

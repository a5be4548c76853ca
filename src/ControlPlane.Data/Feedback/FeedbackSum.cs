using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Data.Feedback;

/// <summary>Sums of feedback. Pure.</summary>
internal static class FeedbackSum
{
    public static IReadOnlyList<ConfusionCount> Sum(IReadOnlyList<ConfusionCount> left, IReadOnlyList<ConfusionCount> right) =>
    [
        .. left.Concat(right)
            .GroupBy(c => (c.Predicted, c.Label))
            .Select(g => new ConfusionCount(g.Key.Predicted, g.Key.Label, g.Sum(c => c.Count)))
            .OrderBy(c => c.Predicted, StringComparer.Ordinal).ThenBy(c => c.Label, StringComparer.Ordinal),
    ];

    public static IReadOnlyDictionary<string, RewardSum> Sum(IReadOnlyDictionary<string, RewardSum> left, IReadOnlyDictionary<string, RewardSum> right)
    {
        var sum = new Dictionary<string, RewardSum>(left, StringComparer.Ordinal);
        foreach (var (metric, reward) in right)
            sum[metric] = sum.TryGetValue(metric, out var known) ? known.Plus(reward) : reward;
        return sum;
    }
}

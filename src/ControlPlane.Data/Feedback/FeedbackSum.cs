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

    public static IReadOnlyDictionary<TKey, TValue> Sum<TKey, TValue>(
        IReadOnlyDictionary<TKey, TValue> left, IReadOnlyDictionary<TKey, TValue> right, Func<TValue, TValue, TValue> plus)
        where TKey : notnull
    {
        if (right.Count == 0)
            return left;

        var sum = new Dictionary<TKey, TValue>(left);
        foreach (var (key, value) in right)
            sum[key] = sum.TryGetValue(key, out var known) ? plus(known, value) : value;
        return sum;
    }
}

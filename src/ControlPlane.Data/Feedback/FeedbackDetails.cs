namespace ControlPlane.Data.Feedback;

/// <summary>Feedback of a span in the finer shapes that verdicts need; kept as one JSON column, because it is read and written whole. Immutable.</summary>
internal sealed record FeedbackDetails
{
    public static FeedbackDetails Empty { get; } = new();

    /// <summary>By assignment cell; only cells with feedback.</summary>
    public IReadOnlyDictionary<int, CreditSum> Cells { get; init; } = new Dictionary<int, CreditSum>();

    /// <summary>By <c>attribute=value</c>.</summary>
    public IReadOnlyDictionary<string, CreditSum> Segments { get; init; } = new Dictionary<string, CreditSum>();

    /// <summary>Labelled answers by label, in bins of their score.</summary>
    public IReadOnlyDictionary<string, long[]> Scores { get; init; } = new Dictionary<string, long[]>();

    /// <summary>Rewards that came with a covariate, by metric.</summary>
    public IReadOnlyDictionary<string, CovariateSum> Covariates { get; init; } = new Dictionary<string, CovariateSum>();

    /// <summary>Labels by how long after the answer they came, in bins of <see cref="Domain.Bandits.RewardDelays"/>.</summary>
    public IReadOnlyDictionary<int, long> LabelDelays { get; init; } = new Dictionary<int, long>();

    /// <summary>Rewards likewise.</summary>
    public IReadOnlyDictionary<int, long> RewardDelays { get; init; } = new Dictionary<int, long>();

    /// <summary>This with the delays of another span and nothing else of it.</summary>
    public FeedbackDetails PlusDelays(FeedbackDetails other) => this with
    {
        LabelDelays = Sum(LabelDelays, other.LabelDelays, (one, two) => one + two),
        RewardDelays = Sum(RewardDelays, other.RewardDelays, (one, two) => one + two),
    };

    /// <summary>This and another span's.</summary>
    public FeedbackDetails Plus(FeedbackDetails other) => PlusDelays(other) with
    {
        Cells = Sum(Cells, other.Cells, (one, two) => one.Plus(two)),
        Segments = Sum(Segments, other.Segments, (one, two) => one.Plus(two)),
        Scores = Sum(Scores, other.Scores, (one, two) => [.. one.Zip(two, (left, right) => left + right)]),
        Covariates = Sum(Covariates, other.Covariates, (one, two) => CovariateSum.Of(one.ToMoments().Plus(two.ToMoments()))),
    };

    private static IReadOnlyDictionary<TKey, TValue> Sum<TKey, TValue>(
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

namespace ControlPlane.Data.Feedback;

/// <summary>Rewards of one metric in the finer shapes that verdicts need. Immutable.</summary>
internal sealed record RewardDetails
{
    public static RewardDetails None { get; } = new();

    /// <summary>By assignment cell; only cells with a reward.</summary>
    public IReadOnlyDictionary<int, CreditSum> Cells { get; init; } = new Dictionary<int, CreditSum>();

    /// <summary>By <c>attribute=value</c>.</summary>
    public IReadOnlyDictionary<string, CreditSum> Segments { get; init; } = new Dictionary<string, CreditSum>();

    /// <summary>By how long after the answer they came, in bins of <see cref="Domain.Bandits.RewardDelays"/>.</summary>
    public IReadOnlyDictionary<int, long> Delays { get; init; } = new Dictionary<int, long>();

    /// <summary>This and another span's.</summary>
    public RewardDetails Plus(RewardDetails other) => new()
    {
        Cells = FeedbackSum.Sum(Cells, other.Cells, (one, two) => one.Plus(two)),
        Segments = FeedbackSum.Sum(Segments, other.Segments, (one, two) => one.Plus(two)),
        Delays = FeedbackSum.Sum(Delays, other.Delays, (one, two) => one + two),
    };
}

using static ControlPlane.Data.Feedback.FeedbackSum;

namespace ControlPlane.Data.Feedback;

/// <summary>Feedback of a span in the finer shapes that verdicts need; kept as one JSON column, because it is read and written whole. Immutable.</summary>
internal sealed record FeedbackDetails
{
    public static FeedbackDetails Empty { get; } = new();

    /// <summary>Labels by assignment cell; only cells with one. Spans of before metrics were told apart hold the rewards of all of them here.</summary>
    public IReadOnlyDictionary<int, CreditSum> Cells { get; init; } = new Dictionary<int, CreditSum>();

    /// <summary>Likewise by <c>attribute=value</c>.</summary>
    public IReadOnlyDictionary<string, CreditSum> Segments { get; init; } = new Dictionary<string, CreditSum>();

    /// <summary>Rewards by metric.</summary>
    public IReadOnlyDictionary<string, RewardDetails> Rewards { get; init; } = new Dictionary<string, RewardDetails>();

    /// <summary>Labelled answers by label, in bins of their score.</summary>
    public IReadOnlyDictionary<string, long[]> Scores { get; init; } = new Dictionary<string, long[]>();

    /// <summary>Rewards that came with a covariate, by metric.</summary>
    public IReadOnlyDictionary<string, CovariateSum> Covariates { get; init; } = new Dictionary<string, CovariateSum>();

    /// <summary>Labels by how long after the answer they came, in bins of <see cref="Domain.Bandits.RewardDelays"/>.</summary>
    public IReadOnlyDictionary<int, long> LabelDelays { get; init; } = new Dictionary<int, long>();

    /// <summary>This and another span's.</summary>
    public FeedbackDetails Plus(FeedbackDetails other) => new()
    {
        Cells = Sum(Cells, other.Cells, (one, two) => one.Plus(two)),
        Segments = Sum(Segments, other.Segments, (one, two) => one.Plus(two)),
        Rewards = Sum(Rewards, other.Rewards, (one, two) => one.Plus(two)),
        Scores = Sum(Scores, other.Scores, (one, two) => [.. one.Zip(two, (left, right) => left + right)]),
        Covariates = Sum(Covariates, other.Covariates, (one, two) => CovariateSum.Of(one.ToMoments().Plus(two.ToMoments()))),
        LabelDelays = Sum(LabelDelays, other.LabelDelays, (one, two) => one + two),
    };

    /// <summary>Labels, and rewards of one metric, by assignment cell.</summary>
    public IReadOnlyDictionary<int, CreditSum> CellsOf(string? metric) => Sum(Cells, RewardsOf(metric).Cells, (one, two) => one.Plus(two));

    /// <summary>Likewise by <c>attribute=value</c>.</summary>
    public IReadOnlyDictionary<string, CreditSum> SegmentsOf(string? metric) => Sum(Segments, RewardsOf(metric).Segments, (one, two) => one.Plus(two));

    /// <summary>Rewards of one metric; none for null.</summary>
    public RewardDetails RewardsOf(string? metric) => metric is null ? RewardDetails.None : Rewards.GetValueOrDefault(metric, RewardDetails.None);
}

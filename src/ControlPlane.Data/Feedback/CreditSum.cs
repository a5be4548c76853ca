namespace ControlPlane.Data.Feedback;

/// <summary>Labels and rewards that some answers got. Immutable.</summary>
/// <param name="Labelled">Answers whose true label is known.</param>
/// <param name="Correct">Of these, answers whose class was the label.</param>
/// <param name="Rewarded">Rewards.</param>
/// <param name="RewardSum">Their sum.</param>
public sealed record CreditSum(long Labelled, long Correct, long Rewarded, double RewardSum)
{
    /// <summary>With another sum added.</summary>
    public CreditSum Plus(CreditSum other) =>
        new(Labelled + other.Labelled, Correct + other.Correct, Rewarded + other.Rewarded, RewardSum + other.RewardSum);
}

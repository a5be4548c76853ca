namespace ControlPlane.Data.Feedback;

/// <summary>Rewards of one metric, enough for mean and variance. Immutable.</summary>
/// <param name="Count">How many.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="SumOfSquares">The sum of their squares.</param>
public sealed record RewardSum(long Count, double Sum, double SumOfSquares)
{
    /// <summary>With another sum added.</summary>
    public RewardSum Plus(RewardSum other) => new(Count + other.Count, Sum + other.Sum, SumOfSquares + other.SumOfSquares);
}

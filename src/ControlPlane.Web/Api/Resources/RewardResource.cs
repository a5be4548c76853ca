using ControlPlane.Data.Feedback;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Rewards of one metric. Immutable.</summary>
/// <param name="Count">How many.</param>
/// <param name="Mean">Their mean; null without any.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="SumOfSquares">The sum of their squares.</param>
internal sealed record RewardResource(long Count, double? Mean, double Sum, double SumOfSquares)
{
    public static RewardResource Of(RewardSum sum) => new(sum.Count, sum.Count == 0 ? null : sum.Sum / sum.Count, sum.Sum, sum.SumOfSquares);
}

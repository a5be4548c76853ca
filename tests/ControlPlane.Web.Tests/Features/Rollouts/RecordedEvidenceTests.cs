using ControlPlane.Data.Feedback;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class RecordedEvidenceTests
{
    [Theory]
    [InlineData("amount", 2, 50, 2)]
    [InlineData("beats", 0, 0, 0)]
    [InlineData(null, 0, 0, 0)]
    public void Of_RewardsOfSeveralMetrics_AreThoseOfTheRewardAlone(string? reward, long count, double sum, long pairs)
    {
        var row = Facts.AWindow("v1", 100) with
        {
            Rewards = new Dictionary<string, RewardSum> { ["clicks"] = new(9, 9, 9), ["amount"] = new(2, 50, 1_300) },
            Covariates = new Dictionary<string, PairedMoments> { ["clicks"] = new(new(9, 1, 0), new(9, 1, 0), 0), ["amount"] = new(new(2, 25, 50), new(2, 1, 0), 0) },
            RewardMetric = reward,
        };

        var evidence = RecordedEvidence.Of(row);

        Assert.Equal((count, sum, pairs), (evidence.Rewarded, evidence.RewardSum, evidence.RewardCovariate.Count));
    }
}

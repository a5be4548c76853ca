using ControlPlane.Domain.Bandits;

namespace ControlPlane.Domain.Tests.Bandits;

public sealed class RewardDelaysTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(300)]
    [InlineData(3_600)]
    public void ShareLaterThan_DelaysOfAnyLength_IsRightToATenthOfTheWindow(int window)
    {
        var random = new Random(2);
        double[] seconds = [.. Enumerable.Range(0, 20_000).Select(_ => -window * Math.Log(random.NextDouble()))];
        var delays = new RewardDelays(seconds.GroupBy(s => RewardDelays.BinOf(TimeSpan.FromSeconds(s))).ToDictionary(g => g.Key, g => (long)g.Count()));

        var share = delays.ShareLaterThan(TimeSpan.FromSeconds(window))!.Value;

        Assert.InRange(share, seconds.Count(s => s > window * 1.1) / 20_000.0, seconds.Count(s => s > window / 1.1) / 20_000.0);
    }

    [Fact]
    public void BinOf_AnswerFromTheFuture_CameAtOnce() => Assert.Equal(0, RewardDelays.BinOf(TimeSpan.FromHours(-1)));

    [Fact]
    public void ShareLaterThan_NoReward_IsNotKnown() => Assert.Null(RewardDelays.None.ShareLaterThan(TimeSpan.FromMinutes(1)));
}

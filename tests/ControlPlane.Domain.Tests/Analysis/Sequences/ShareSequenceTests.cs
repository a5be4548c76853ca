using ControlPlane.Domain.Analysis.Sequences;

namespace ControlPlane.Domain.Tests.Analysis.Sequences;

public sealed class ShareSequenceTests
{
    private static readonly double[] CanaryShares = [0.1, 0.9];

    // Errors of 1 % on both arms at a load that triples over the day; a look after every step.
    [Fact]
    public void Evidence_BothArmsErrAlike_AlarmsAtMostAtAlphaWhateverTheLoad()
    {
        const int runs = 2_000;
        var random = new Random(2);

        var alarms = Enumerable.Range(0, runs).Count(_ => FirstAlarm(random, canaryRate: 0.01, looks: 200) is not null);

        Assert.InRange((double)alarms / runs, 0, 0.05);
    }

    // 6 % against 1 % at 10 % of 200 requests a second: one look a second.
    [Fact]
    public void Evidence_ChallengerFivePointsWorse_AlarmsWithinAMinute()
    {
        var random = new Random(3);

        var seconds = Enumerable.Range(0, 200).Select(_ => FirstAlarm(random, canaryRate: 0.06, looks: 600) ?? 600).Order().ToArray();

        Assert.InRange(seconds[100], 1, 60);
    }

    [Fact]
    public void Evidence_ArmsPermuted_IsTheSame()
    {
        var plain = ShareSequence.Evidence([12, 30, 5], [0.2, 0.7, 0.1], 10).Log;

        Assert.Equal(plain, ShareSequence.Evidence([5, 12, 30], [0.1, 0.2, 0.7], 10).Log, 12);
        Assert.Equal(plain, ShareSequence.Evidence([12, 30, 5], [20, 70, 10], 10).Log, 12);
    }

    [Fact]
    public void Evidence_NothingCountedYet_IsNeutral() => Assert.Equal(0, ShareSequence.Evidence([0, 0], [0.5, 0.5]).Log, 12);

    [Fact]
    public void Evidence_CountByCount_IsAFairBet()
    {
        // Mean of the e-value over the next count is the e-value now: a martingale.
        long[] now = [7, 2];
        var next = (0.3 * ShareSequence.Evidence([8, 2], [0.3, 0.7], 5).Value) + (0.7 * ShareSequence.Evidence([7, 3], [0.3, 0.7], 5).Value);

        Assert.Equal(ShareSequence.Evidence(now, [0.3, 0.7], 5).Value, next, 10);
    }

    [Fact]
    public void Evidence_HundredsOfMillionsOfCounts_KeepsItsDigits()
    {
        // Exact shares: ln BF nears −½·ln(n/k) from the prior's side; anything else is cancellation.
        const long n = 400_000_000;

        Assert.Equal(-0.5 * Math.Log((n + 100.0) / 100), ShareSequence.Evidence([n / 2, n / 2], [0.5, 0.5], 100).Log, 2);
        Assert.Equal(
            ShareSequence.Evidence([n / 2, n / 2], [0.5, 0.5], 100).Log,
            ShareSequence.Evidence([(n / 2) + 1, (n / 2) - 1], [0.5, 0.5], 100).Log,
            7);
    }

    [Fact]
    public void Evidence_ArmWithoutShare_LeavesTheTestUnlessItHasCounts()
    {
        Assert.Equal(ShareSequence.Evidence([10, 20], [0.5, 0.5]), ShareSequence.Evidence([10, 0, 20], [0.5, 0, 0.5]));
        Assert.Throws<ArgumentException>(() => ShareSequence.Evidence([10, 1, 20], [0.5, 0, 0.5]));
    }

    [Theory]
    [InlineData(new long[] { 1 }, new double[] { 1 })]
    [InlineData(new long[] { 1, 2 }, new double[] { 1 })]
    [InlineData(new long[] { 1, -2 }, new double[] { 0.5, 0.5 })]
    [InlineData(new long[] { 1, 2 }, new double[] { 0.5, double.NaN })]
    [InlineData(new long[] { 1, 2 }, new double[] { 0, 0 })]
    public void Evidence_CountsThatCannotBe_AreRefused(long[] counts, double[] shares) =>
        Assert.ThrowsAny<ArgumentException>(() => ShareSequence.Evidence(counts, shares));

    private static int? FirstAlarm(Random random, double canaryRate, int looks)
    {
        long canary = 0, baseline = 0;
        for (var look = 1; look <= looks; look++)
        {
            var load = 200 * (1 + (look % 3 == 0 ? 1 : 0));
            canary += Errors(random, load / 10, canaryRate);
            baseline += Errors(random, load * 9 / 10, 0.01);
            if (ShareSequence.Evidence([canary, baseline], CanaryShares, 10).PValue < 0.05)
                return look;
        }

        return null;
    }

    private static long Errors(Random random, int requests, double rate)
    {
        // Skips from error to error, which is the same law as asking every request.
        var errors = 0L;
        for (var at = Skip(random, rate); at < requests; at += 1 + Skip(random, rate))
            errors++;
        return errors;
    }

    private static int Skip(Random random, double rate) => (int)(Math.Log(1 - random.NextDouble()) / Math.Log(1 - rate));
}

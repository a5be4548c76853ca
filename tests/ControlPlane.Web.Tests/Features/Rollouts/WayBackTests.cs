using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class WayBackTests
{
    private static readonly DateTimeOffset Harmed = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_NoWayBack_IsNothing() => Assert.Null(WayBack.Of(new RolloutTimings()));

    [Fact]
    public void Of_WholeWay_SaysEachPartAndTheWhole()
    {
        var way = WayBack.Of(new RolloutTimings(Harmed, Harmed.AddMilliseconds(620), Harmed.AddMilliseconds(700), Harmed.AddMilliseconds(700), Harmed.AddMilliseconds(940)))!;

        Assert.Equal("940 ms from first bad answer to the last agent back.", way.Sentence);
        Assert.Equal([null, 620d, 80d, 240d], way.Moments.Select(m => m.Since?.TotalMilliseconds));
    }

    [Fact]
    public void Of_NoBadAnswerKnown_BeginsWithTheDetection() =>
        Assert.Equal("Detected", WayBack.Of(new RolloutTimings(DetectedAt: Harmed, DecidedAt: Harmed, AcknowledgedAt: Harmed.AddSeconds(1)))!.Moments[0].Words);

    [Fact]
    public void Of_StillUnderWay_SaysSo() =>
        Assert.Contains("not every agent is back yet", WayBack.Of(new RolloutTimings(DetectedAt: Harmed, DecidedAt: Harmed))!.Sentence);

    [Fact]
    public void Of_AgentsClockAhead_IsNeverNegative() =>
        Assert.Equal(TimeSpan.Zero, WayBack.Of(new RolloutTimings(Harmed, Harmed, Harmed.AddMilliseconds(-5)))!.Moments[^1].Since);
}

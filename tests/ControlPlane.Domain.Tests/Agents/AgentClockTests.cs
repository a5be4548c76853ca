using ControlPlane.Contracts.Agents;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.AgentBuilder;

namespace ControlPlane.Domain.Tests.Agents;

public sealed class AgentClockTests
{
    [Theory]
    [InlineData(3_600, true, "Its clock is 60 min ahead of this control plane's.")]
    [InlineData(-3_600, true, "Its clock is 60 min behind this control plane's.")]
    [InlineData(-259_200, true, "Its clock is 3 days behind this control plane's.")]
    [InlineData(121, true, "Its clock is 2 min ahead of this control plane's.")]
    [InlineData(120, false, null)]
    [InlineData(-120, false, null)]
    [InlineData(0, false, null)]
    [InlineData(null, false, null)]
    public void Judge_Offset_IsWrongBeyondTheToleranceAndSaysSo(int? seconds, bool isWrong, string? begin)
    {
        TimeSpan? offset = seconds is { } known ? TimeSpan.FromSeconds(known) : null;

        Assert.Equal(isWrong, AgentClock.IsWrong(offset));
        Assert.Equal(isWrong ? TimeSpan.FromSeconds(-seconds!.Value) : TimeSpan.Zero, AgentClock.Correction(offset));
        Assert.Equal(begin is null, AgentClock.Warning(offset) is null);
        Assert.StartsWith(begin ?? "", AgentClock.Warning(offset) ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Report_ClockPutRightBetweenHelloAndHeartbeat_IsForgiven()
    {
        var agent = AnAgent();
        Assert.Null(agent.ClockOffset);

        agent.Report(AHello() with { SentAt = Moment.Noon.AddHours(1) }, Moment.Noon);
        Assert.Equal(TimeSpan.FromHours(1), agent.ClockOffset);

        agent.Report(
            new HeartbeatReport { Applied = default, SentAt = Moment.Noon.AddSeconds(10), InFlight = 0, ResidentBytes = 1, Versions = [] },
            Moment.Noon.AddSeconds(11));
        Assert.Equal(TimeSpan.FromSeconds(-1), agent.ClockOffset);
        Assert.False(AgentClock.IsWrong(agent.ClockOffset));
    }
}

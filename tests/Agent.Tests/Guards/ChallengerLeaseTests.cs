using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using static ControlPlane.AgentHost.Tests.Routing.TableApplierTests;

namespace ControlPlane.AgentHost.Tests.Guards;

public sealed class ChallengerLeaseTests
{
    [Theory]
    [InlineData(IsolationPolicy.Return, 600, false)]
    [InlineData(IsolationPolicy.Return, 601, true)]
    [InlineData(IsolationPolicy.Freeze, 601, false)]
    [Trait("Fault", "F38")]
    public async Task Check_ControlPlaneSilent_WithholdsTheChallengerOnlyAfterTenMinutes(IsolationPolicy policy, int seconds, bool isWithheld)
    {
        await using var rig = await ServingAsync();
        var contact = new ControlPlaneContact(rig.Time);
        using var lease = LeaseOf(rig, contact, policy);

        rig.Time.Advance(TimeSpan.FromSeconds(seconds));
        lease.Check();

        Assert.Equal(isWithheld, RecorderOf(rig, "v2").IsDiverted);
        Assert.Equal(isWithheld, lease.IsExpired);
        Assert.False(RecorderOf(rig, "v1").IsDiverted);
        Assert.False(RecorderOf(rig, "v2").IsTripped);
    }

    [Fact]
    [Trait("Fault", "F38")]
    public async Task Check_HeardAgain_BringsTheChallengerBackButNotATrippedOne()
    {
        await using var rig = await ServingAsync();
        var contact = new ControlPlaneContact(rig.Time);
        using var lease = LeaseOf(rig, contact, IsolationPolicy.Return);
        RecorderOf(rig, "v3").Divert(Diversion.Trip);
        rig.Time.Advance(ChallengerLease.Length * 2);
        lease.Check();

        contact.Note();
        lease.Check();

        Assert.False(RecorderOf(rig, "v2").IsDiverted);
        Assert.True(RecorderOf(rig, "v3").IsDiverted);
        Assert.False(lease.IsExpired);
    }

    [Fact]
    [Trait("Fault", "F57")]
    public async Task Check_HostSlept_CountsTheTimeOnTheWall()
    {
        await using var rig = await ServingAsync();
        var clock = new SleepyClock();
        var contact = new ControlPlaneContact(clock);
        using var lease = LeaseOf(rig, contact, IsolationPolicy.Return);

        clock.Wall = TimeSpan.FromMinutes(11);
        lease.Check();

        Assert.True(lease.IsExpired);
    }

    private static ChallengerLease LeaseOf(ApplierRig rig, ControlPlaneContact contact, IsolationPolicy policy) => new(
        new AgentOptions
        {
            ControlPlane = new Uri("http://127.0.0.1:1"),
            Listen = new Uri("http://127.0.0.1:2"),
            DataFolder = "/data",
            Name = "agent",
            WhenIsolated = policy,
        },
        rig.Holder,
        contact,
        rig.Time,
        NullLogger<ChallengerLease>.Instance);

    private static async Task<ApplierRig> ServingAsync()
    {
        var rig = new ApplierRig();
        rig.Take(TableOf(rig, 1, 8_000, 1_000, 1_000));
        await rig.UntilWholeAsync(1);
        return rig;
    }

    private static VariantRecorder RecorderOf(ApplierRig rig, string variant) =>
        rig.Served()!.Variants.Single(v => v.Routing.Name == variant).Recorder;

    /// <summary>A host that sleeps: the monotonic clock stands still, the other one goes on.</summary>
    private sealed class SleepyClock : TimeProvider
    {
        public TimeSpan Wall { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Wall;

        public override long GetTimestamp() => 0;
    }
}

using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;
using static ControlPlane.AgentHost.Tests.Guards.GuardScene;

namespace ControlPlane.AgentHost.Tests.Guards;

public sealed class GuardWatchTests
{
    [Fact]
    public async Task Check_ChallengerFails_IsDivertedReportedAndKept()
    {
        await using var rig = await ServingAsync();
        var began = rig.Time.GetUtcNow();

        Fail(rig, "v2", 19);
        Look(rig);
        Assert.False(RecorderOf(rig, "v2").IsDiverted);
        Fail(rig, "v2", 1);
        Look(rig);

        Assert.True(RecorderOf(rig, "v2").IsDiverted);
        var trip = Assert.Single(rig.Reports.Trips);
        Assert.Equal(("pets", "v2", 2, 1L), (trip.Endpoint, trip.Variant, trip.Version, trip.RouteRevision));
        Assert.Equal((GuardKind.ErrorShare, 0.1, 1.0, 20L, 0.5), (trip.Guard, trip.Limit, trip.Observed, trip.Requests, trip.WindowSeconds));
        Assert.Equal((began, began + (2 * GuardWatch.Interval)), (trip.FirstHarmAt, trip.TrippedAt));
        Assert.Equal([trip], rig.Trips.Current);
        Assert.Contains("/data/guards/trips.json", rig.Disk.Paths);
    }

    [Fact]
    public async Task Check_GuardsOff_TheHarmGoesOn()
    {
        await using var rig = await ServingAsync(guards: null);

        Fail(rig, "v2", 1_000);
        Look(rig);

        Assert.False(RecorderOf(rig, "v2").IsDiverted);
        Assert.Empty(rig.Reports.Trips);
    }

    [Theory]
    [InlineData("v1", VariantRole.Challenger, 2)]
    [InlineData("v2", VariantRole.Baseline, 2)]
    [InlineData("v2", VariantRole.Challenger, 1)]
    [InlineData("v2", VariantRole.Shadow, 2)]
    public async Task Check_StableBaselineOrShadowFails_IsNotGuarded(string failing, VariantRole role, int version)
    {
        await using var rig = await ServingAsync(change: e => e with
        {
            Variants = [e.Variants[0] with { Weight = 10_000, Buckets = [new BucketInterval(0, 10_000)] }, e.Variants[1] with { Role = role, Version = version, Weight = 0, Buckets = [] }],
        });

        Fail(rig, failing, 100);
        Look(rig);

        Assert.Empty(rig.Reports.Trips);
    }

    [Fact]
    public async Task Check_TrippedVariant_IsReportedOnce()
    {
        await using var rig = await ServingAsync();

        for (var look = 0; look < 5; look++)
        {
            Fail(rig, "v2", 30);
            Look(rig);
        }

        Assert.Single(rig.Reports.Trips);
    }

    [Fact]
    public async Task Collect_FromTheTripOn_MarksTheVariantsBucketsAndNoOthers()
    {
        await using var rig = await ServingAsync();
        Fail(rig, "v2", 20);
        Look(rig);
        RecorderOf(rig, "v2").Diverted();

        var recorder = RecorderOf(rig, "v2");
        var bucket = recorder.ToBucket(Drained(recorder), 0, 1, 1);

        Assert.True(bucket.IsTripped);
        Assert.Equal((20, 1), (bucket.Requests, bucket.Diverted));
        Assert.False(RecorderOf(rig, "v1").ToBucket(Drained(RecorderOf(rig, "v1")), 0, 1, 1).IsTripped);
    }

    [Fact]
    public async Task Start_LooksFourTimesASecond()
    {
        await using var rig = await ServingAsync();
        await rig.Guards.StartAsync(CancellationToken.None);
        await UntilAsync(() => rig.Time.WaitingTimers == 1);
        Fail(rig, "v2", 20);

        rig.Time.Advance(GuardWatch.Interval);
        await UntilAsync(() => !rig.Reports.Trips.IsEmpty);

        await rig.Guards.StopAsync(CancellationToken.None);
        Assert.True(RecorderOf(rig, "v2").IsDiverted);
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (!isTrue())
        {
            timeout.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static VariantCounts Drained(VariantRecorder recorder)
    {
        var counts = recorder.NewCounts();
        recorder.DrainInto(counts);
        return counts;
    }
}

using ControlPlane.AgentHost.Tests.Fakes;
using static ControlPlane.AgentHost.Tests.Guards.GuardScene;
using static ControlPlane.AgentHost.Tests.Routing.TableApplierTests;

namespace ControlPlane.AgentHost.Tests.Guards;

public sealed class TripTests
{
    [Fact]
    public async Task Trip_TableWithTheSameRouteRevision_StaysTripped()
    {
        await using var rig = await ServingAsync();
        Fail(rig, "v2", 20);
        Look(rig);

        rig.Take(Guarded(rig, 2) is var next ? next with { Endpoints = [next.Endpoints[0] with { RouteRevision = 1 }] } : null!);
        Look(rig);

        Assert.True(RecorderOf(rig, "v2").IsDiverted);
        Assert.Single(rig.Trips.Current);
    }

    [Fact]
    public async Task Trip_HigherRouteRevision_IsOver()
    {
        await using var rig = await ServingAsync();
        Fail(rig, "v2", 20);
        Look(rig);

        rig.Take(Guarded(rig, 2));
        Look(rig);

        Assert.False(RecorderOf(rig, "v2").IsDiverted);
        Assert.Empty(rig.Trips.Current);
        Assert.DoesNotContain("/data/guards/trips.json", rig.Disk.Paths);
    }

    [Fact]
    public async Task Trip_EndpointGone_IsForgotten()
    {
        await using var rig = await ServingAsync();
        Fail(rig, "v2", 20);
        Look(rig);

        rig.Take(TableOf(rig, 2, 10_000) with { Endpoints = [] });

        Assert.Empty(rig.Trips.Current);
    }

    [Fact]
    public async Task Restart_WhileTripped_StaysDivertedFromTheFirstRequestOn()
    {
        var disk = new MemoryDisk();
        await using (var before = await ServingAsync(disk: disk))
        {
            Fail(before, "v2", 20);
            Look(before);
        }

        await using var rig = new ApplierRig(disk.AfterKill());
        rig.Applier.Restore();
        await rig.UntilWholeAsync(1);

        Assert.True(RecorderOf(rig, "v2").IsTripped);
        Assert.Equal("v2", Assert.Single(rig.Trips.Current).Variant);
        rig.Take(Guarded(rig, 2));
        Assert.False(RecorderOf(rig, "v2").IsTripped);
    }

    [Fact]
    public async Task Restart_TripsUnreadable_ServesAndStartsAnew()
    {
        var disk = new MemoryDisk();
        await using (var before = await ServingAsync(disk: disk))
        {
            Fail(before, "v2", 20);
            Look(before);
        }

        var after = disk.AfterKill();
        after["/data/guards/trips.json"] = [(byte)'{'];
        await using var rig = new ApplierRig(after);
        rig.Applier.Restore();
        await rig.UntilWholeAsync(1);

        Assert.Empty(rig.Trips.Current);
        Assert.False(RecorderOf(rig, "v2").IsTripped);
    }

    [Fact]
    [Trait("Fault", "F10")]
    public async Task Trip_DiskFails_StillDivertsAndReports()
    {
        await using var rig = await ServingAsync();
        rig.Disk.Fault = (rig.Disk.Changes + 1, DiskFault.IsFull);

        Fail(rig, "v2", 20);
        Look(rig);

        Assert.True(RecorderOf(rig, "v2").IsDiverted);
        Assert.Single(rig.Reports.Trips);
    }
}

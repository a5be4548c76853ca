using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using static ControlPlane.AgentHost.Tests.Routing.TableApplierTests;

namespace ControlPlane.AgentHost.Tests.Routing;

public sealed class AgentViewTests
{
    [Fact]
    public async Task Take_VersionForOtherAgentsOnly_IsNeitherPreparedNorWaitedFor()
    {
        await using var rig = new ApplierRig();

        rig.Take(NotHere(TableOf(rig, 1, 10_000, 0), version: 2));
        await rig.UntilWholeAsync(1);

        Assert.Equal([1], rig.Loads);
        Assert.Null(rig.Served()!.Variants[1].Model);
        Assert.Empty(Assert.Single(rig.Reports.Last.Endpoints).DivertedVariants);
    }

    [Fact]
    public async Task Take_VersionForOtherAgentsOnlyThatIsRoutedHere_Waits()
    {
        await using var rig = new ApplierRig();

        rig.Take(NotHere(TableOf(rig, 1, 9_000, 1_000), version: 2));
        await rig.UntilAsync(() => rig.Board.Statuses().All(s => s.State == PreparationState.Ready));

        Assert.Null(rig.Served());
        Assert.False(rig.Reports.Last.IsWhole);
    }

    [Fact]
    public async Task Take_CohortOfThisAgent_ServesItsSplitAndAcknowledgesTheWholeTable()
    {
        await using var rig = new ApplierRig();
        var table = WithCohort(TableOf(rig, 1, 10_000, 0), CohortOf("v2", "agent-1"));

        rig.Take(table);
        await rig.UntilWholeAsync(1);

        Assert.Equal([0, 10_000], rig.Served()!.Variants.Select(v => v.Routing.Weight));
        Assert.Equal("v2", rig.Served()!.Stable.Routing.Name);
        Assert.Equal(RoutingTableCodec.Seal(table).Digest, rig.Reports.Last.Digest);
    }

    [Fact]
    public async Task Take_CohortOfAnotherAgent_ServesTheEndpointsOwnSplit()
    {
        await using var rig = new ApplierRig();

        rig.Take(WithCohort(TableOf(rig, 1, 10_000, 0), CohortOf("v2", "agent-2")));
        await rig.UntilWholeAsync(1);

        Assert.Equal([10_000, 0], rig.Served()!.Variants.Select(v => v.Routing.Weight));
    }

    [Fact]
    public async Task Restore_TableWithCohorts_ServesTheSameViewAgain()
    {
        var disk = new MemoryDisk();
        await using (var before = new ApplierRig(disk))
        {
            before.Take(NotHere(WithCohort(TableOf(before, 3, 10_000, 0), CohortOf("v2", "agent-1")), version: 1));
            await before.UntilWholeAsync(3);
        }

        await using var rig = new ApplierRig(disk.AfterKill());
        rig.Applier.Restore();
        await rig.UntilWholeAsync(3);

        Assert.Equal([0, 10_000], rig.Served()!.Variants.Select(v => v.Routing.Weight));
        Assert.Equal([2], rig.Loads);
    }

    [Fact]
    public async Task Take_NewRoutingNeedsAVersionOnTheWay_KeepsAnsweringWithTheVersionThatWillGo()
    {
        await using var rig = new ApplierRig();
        rig.Take(TableOf(rig, 1, 10_000));
        await rig.UntilWholeAsync(1);
        var old = rig.Served()!.Stable.Model!;
        rig.Hold(2);

        rig.Take(NotHere(WithCohort(TableOf(rig, 2, 10_000, 0), CohortOf("v2", "agent-1")), version: 1));
        await rig.UntilAsync(() => rig.Loads.Contains(2));

        Assert.Same(old, rig.Served()!.Stable.Model);
        Assert.True(old.TryEnter());
        rig.Open(2);
        await rig.UntilWholeAsync(2);
        Assert.Equal("v2", rig.Served()!.Stable.Routing.Name);
        old.Exit();
        await old.DisposeAsync();
        Assert.False(old.TryEnter());
    }

    [Fact]
    public async Task Restore_WhileTheViewsRoutingWaits_GoesOnWithTheVersionThatWillGo()
    {
        var disk = new MemoryDisk();
        await using (var before = new ApplierRig(disk))
        {
            before.Take(TableOf(before, 1, 10_000));
            await before.UntilWholeAsync(1);
            before.Hold(2);
            before.Take(NotHere(WithCohort(TableOf(before, 2, 10_000, 0), CohortOf("v2", "agent-1")), version: 1));
            await before.UntilAsync(() => before.Loads.Contains(2));
        }

        await using var rig = new ApplierRig(disk.AfterKill());
        rig.Hold(2);
        rig.Applier.Restore();
        await rig.UntilAsync(() => rig.Served() is not null);

        Assert.Equal(1, rig.Served()!.Routing.RouteRevision);
        Assert.NotNull(rig.Served()!.Stable.Model);
    }

    [Fact]
    public async Task Take_Suspended_IsInForceAtOnceAndUnloadsAfterTheLastRequest()
    {
        await using var rig = new ApplierRig();
        rig.Take(TableOf(rig, 1, 10_000));
        await rig.UntilWholeAsync(1);
        var model = rig.Served()!.Stable.Model!;
        Assert.True(model.TryEnter());

        rig.Take(NotHere(WithCohort(TableOf(rig, 2, 10_000), CohortOf("v1", "agent-1") with { IsSuspended = true }), version: 1));

        Assert.True(rig.Reports.Last.IsWhole);
        Assert.True(rig.Served()!.Routing.IsSuspended);
        Assert.Null(rig.Served()!.Stable.Model);
        Assert.Empty(Assert.Single(rig.Reports.Last.Endpoints).DivertedVariants);
        var released = model.DisposeAsync().AsTask();
        Assert.False(released.IsCompleted);
        model.Exit();
        await released.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Take_NoLongerSuspended_StaysSuspendedUntilItsVersionIsReady()
    {
        await using var rig = new ApplierRig();
        var suspended = TableOf(rig, 1, 10_000);
        rig.Take(NotHere(WithEndpoint(suspended, e => e with { IsSuspended = true }), version: 1));
        rig.Hold(1);

        rig.Take(TableOf(rig, 2, 10_000));
        await rig.UntilAsync(() => rig.Loads.Contains(1));

        Assert.True(rig.Served()!.Routing.IsSuspended);
        rig.Open(1);
        await rig.UntilWholeAsync(2);
        Assert.False(rig.Served()!.Routing.IsSuspended);
    }

    [Fact]
    public async Task Take_FallbackVersion_IsServedWhenReadyAndNotWaitedFor()
    {
        await using var rig = new ApplierRig();
        rig.Hold(2);
        var table = WithEndpoint(TableOf(rig, 1, 10_000), e => e with { Fallback = new FallbackAnswer(2, null) });

        rig.Take(table with { Prepare = [.. table.Prepare, rig.Publish(2)] });
        await rig.UntilWholeAsync(1);

        Assert.Null(rig.Served()!.Fallback!.Model);
        rig.Open(2);
        await rig.UntilAsync(() => rig.Served()!.Fallback!.Model is not null);
    }

    private static AgentCohort CohortOf(string variant, string agent) => new()
    {
        Name = "second batch",
        Agents = [agent],
        Split = [new VariantBuckets(variant, [new BucketInterval(0, StickyHash.BucketCount)])],
        StableVariant = variant,
    };

    private static RoutingTable WithEndpoint(RoutingTable table, Func<EndpointRouting, EndpointRouting> change) =>
        table with { Endpoints = [change(table.Endpoints[0])] };

    private static RoutingTable WithCohort(RoutingTable table, AgentCohort cohort) => WithEndpoint(table, e => e with { Cohorts = [cohort] });

    private static RoutingTable NotHere(RoutingTable table, int version) => table with
    {
        Prepare = [.. table.Prepare.Select(p => p.Version == version ? p with { ExceptAgents = ["agent-1"] } : p)],
    };
}

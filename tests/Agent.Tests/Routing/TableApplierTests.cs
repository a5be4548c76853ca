using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Routing;

public sealed class TableApplierTests
{
    [Fact]
    public async Task Take_FirstTable_IsPersistedFetchedLoadedAndAcknowledged()
    {
        await using var rig = new ApplierRig();

        rig.Take(TableOf(rig, 1, 9_000, 1_000), nonce: 7);
        Assert.Null(rig.Served());
        Assert.False(rig.Reports.Last.IsWhole);
        await rig.UntilWholeAsync(1);

        Assert.Equal(1, rig.Served()!.Routing.RouteRevision);
        Assert.All(rig.Served()!.Variants, v => Assert.NotNull(v.Model));
        Assert.Equal(7, rig.Reports.Last.Offer?.Nonce);
        Assert.NotNull(rig.Holder.Current.FindVersion("pets", 2));
        Assert.Contains("/data/tables/current", rig.Disk.Paths);
    }

    [Fact]
    public async Task Take_ChallengerOnTheWay_KeepsTheRoutingBeforeAndTakesTheOtherEndpoint()
    {
        await using var rig = new ApplierRig();
        rig.Take(TableOf(rig, 1, 10_000));
        await rig.UntilWholeAsync(1);
        rig.Hold(2);

        rig.Take(WithFraud(rig, TableOf(rig, 2, 9_000, 1_000)));
        await rig.UntilAsync(() => rig.Served("fraud") is not null);

        Assert.Equal(1, rig.Served()!.Routing.RouteRevision);
        Assert.Equal(
            [("fraud", 2L), ("pets", 1L)],
            rig.Reports.Last.Endpoints.Select(e => (e.Endpoint, e.RouteRevision)).Order());
        rig.Open(2);
        await rig.UntilWholeAsync(2);
        Assert.Equal(2, rig.Served()!.Routing.RouteRevision);
    }

    [Fact]
    [Trait("Fault", "F20")]
    public async Task Take_RollbackWhileAnotherVersionIsOnTheWay_IsWholeAtOnce()
    {
        await using var rig = new ApplierRig();
        rig.Take(TableOf(rig, 1, 9_000, 1_000));
        await rig.UntilWholeAsync(1);
        rig.Hold(3);
        rig.Take(TableOf(rig, 2, 8_000, 1_000, 1_000));
        await rig.UntilAsync(() => rig.Loads.Contains(3));

        rig.Take(TableOf(rig, 3, 10_000, 0, 0), nonce: 9);

        Assert.True(rig.Reports.Last.IsWhole);
        Assert.Equal(new TablePosition(1, 3), rig.Reports.Last.Position);
        Assert.Equal(10_000, rig.Served()!.Stable.Routing.Weight);
        Assert.Equal(PreparationState.Loading, rig.Board.Statuses().Single(s => s.Version.Version == 3).State);
    }

    [Fact]
    public async Task Take_RefusedChallenger_DivertsItsTrafficAndReportsIt()
    {
        await using var rig = new ApplierRig();
        rig.RefuseLoading(2, RefusalCodes.ModelRejected);

        rig.Take(TableOf(rig, 1, 9_000, 1_000));
        await rig.UntilWholeAsync(1);

        Assert.Null(rig.Served()!.Variants[1].Model);
        Assert.Equal(["v2"], Assert.Single(rig.Reports.Last.Endpoints).DivertedVariants);
        var reported = rig.Board.Statuses().Single(s => s.Version.Version == 2).ToReport();
        Assert.Equal((PreparationState.Refused, RefusalCodes.ModelRejected), (reported.State, reported.RefusalCode));
    }

    [Fact]
    public async Task Take_RefusedForAPassingReason_IsTriedAgainAndThenServed()
    {
        await using var rig = new ApplierRig();
        rig.RefuseLoading(2, RefusalCodes.InsufficientMemory);
        rig.Take(TableOf(rig, 1, 9_000, 1_000));
        await rig.UntilWholeAsync(1);
        Assert.Null(rig.Served()!.Variants[1].Model);

        rig.RefuseLoading(2, null);
        rig.Time.Advance(TimeSpan.FromSeconds(60));
        await rig.UntilAsync(() => rig.Served()!.Variants[1].Model is not null);

        Assert.Empty(Assert.Single(rig.Reports.Last.Endpoints).DivertedVariants);
    }

    [Fact]
    public async Task Take_StableVersionRefused_KeepsTheRoutingBeforeAndIsNotWhole()
    {
        await using var rig = new ApplierRig();
        rig.Take(TableOf(rig, 1, 10_000));
        await rig.UntilWholeAsync(1);
        rig.RefuseLoading(2, RefusalCodes.ModelRejected);
        var next = TableOf(rig, 2, 5_000, 5_000);
        next = next with { Endpoints = [next.Endpoints[0] with { StableVariant = "v2" }] };

        rig.Take(next);
        await rig.UntilAsync(() => rig.Board.Statuses().Any(s => s.State == PreparationState.Refused));

        Assert.Equal(1, rig.Served()!.Routing.RouteRevision);
        Assert.False(rig.Reports.Last.IsWhole);
        Assert.Equal(1, Assert.Single(rig.Reports.Last.Endpoints).RouteRevision);
    }

    [Fact]
    public async Task Take_SameTableAgain_ReportsToTheNewOfferAndWritesNothing()
    {
        await using var rig = new ApplierRig();
        var table = TableOf(rig, 1, 10_000);
        rig.Take(table, nonce: 1);
        await rig.UntilWholeAsync(1);
        var changes = rig.Disk.Changes;

        rig.Take(table, nonce: 2);

        Assert.Equal(changes, rig.Disk.Changes);
        Assert.Equal(2, rig.Reports.Last.Offer?.Nonce);
        Assert.True(rig.Reports.Last.IsWhole);
    }

    [Fact]
    public async Task State_BeforeAnythingAnswers_IsNotReady()
    {
        await using var rig = new ApplierRig();
        var table = ApplierRig.Signer.Sign(TableOf(rig, 1, 10_000));
        rig.Hold(1);

        rig.Applier.Take(rig.ArrivalOf(table));
        Assert.False(rig.Applier.State.IsReady);
        rig.Applier.Refresh();
        Assert.False(rig.Applier.State.IsReady);
        rig.Open(1);
        await rig.UntilWholeAsync(1);

        Assert.True(rig.Applier.State.IsReady);
    }

    [Fact]
    public async Task Take_OlderTable_IsRefusedAndNothingChanges()
    {
        await using var rig = new ApplierRig();
        rig.Take(TableOf(rig, 5, 10_000));
        await rig.UntilWholeAsync(5);
        var served = rig.Served();

        rig.Take(TableOf(rig, 4, 9_000, 1_000), nonce: 3);

        var refusal = Assert.Single(rig.Reports.Refusals);
        Assert.Equal((RefusalCodes.StaleVersion, true, 3L), (refusal.Code, refusal.IsPermanent, refusal.Nonce!.Value));
        Assert.Equal(new TablePosition(1, 5), refusal.InForce);
        Assert.Same(served, rig.Served());
    }

    [Fact]
    [Trait("Fault", "F21")]
    public async Task Take_PolledTableRefusedForGood_IsRefusedOnce()
    {
        await using var rig = new ApplierRig();
        rig.Take(TableOf(rig, 5, 10_000));
        await rig.UntilWholeAsync(5);
        var foreign = TableOf(rig, 6, 10_000) with { ClusterId = "other" };

        rig.Take(foreign);
        rig.Take(foreign);

        Assert.Single(rig.Reports.Refusals);
        Assert.Equal(RoutingTableCodec.Seal(foreign).Digest, rig.Applier.KnownDigest);
    }

    [Fact]
    [Trait("Fault", "F09")]
    public async Task Take_DiskFull_IsRefusedAndTheTableBeforeGoesOn()
    {
        await using var rig = new ApplierRig();
        rig.Take(TableOf(rig, 1, 10_000));
        await rig.UntilWholeAsync(1);
        rig.Disk.Fault = (rig.Disk.Changes + 1, DiskFault.IsFull);

        rig.Take(TableOf(rig, 2, 10_000));

        Assert.Equal(RefusalCodes.InsufficientDisk, Assert.Single(rig.Reports.Refusals).Code);
        Assert.Equal(1, rig.Served()!.Routing.RouteRevision);
        rig.Disk.Fault = null;
        rig.Take(TableOf(rig, 2, 10_000));
        Assert.Equal(2, rig.Served()!.Routing.RouteRevision);
    }

    [Fact]
    public async Task Take_VersionNoLongerNamed_IsReleasedOnlyWhenItsLastRequestEnded()
    {
        await using var rig = new ApplierRig();
        rig.Take(TableOf(rig, 1, 9_000, 1_000));
        await rig.UntilWholeAsync(1);
        var challenger = rig.Served()!.Variants[1].Model!;
        Assert.True(challenger.TryEnter());

        rig.Take(TableOf(rig, 2, 10_000));

        Assert.True(rig.Applier.State.IsWhole);
        var released = challenger.DisposeAsync().AsTask();
        Assert.False(released.IsCompleted);
        challenger.Exit();
        await released.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(challenger.TryEnter());
    }

    [Fact]
    public async Task Take_SameRouteRevisionInTheNextTable_GoesOnCountingInTheSameRecorder()
    {
        await using var rig = new ApplierRig();
        var first = TableOf(rig, 1, 10_000);
        rig.Take(first);
        await rig.UntilWholeAsync(1);
        var recorder = rig.Served()!.Stable.Recorder;

        rig.Take(WithFraud(rig, first with { Revision = 2 }));
        await rig.UntilWholeAsync(2);

        Assert.Same(recorder, rig.Served()!.Stable.Recorder);
    }

    internal static RoutingTable TableOf(ApplierRig rig, long revision, params int[] weights) =>
        ATable(revision, "pets", weights) with { Prepare = [.. weights.Select((_, index) => rig.Publish(index + 1))] };

    private static RoutingTable WithFraud(ApplierRig rig, RoutingTable table) => table with
    {
        Prepare = [.. table.Prepare, rig.Publish(1, "fraud")],
        Endpoints = [AnEndpoint("fraud", 2, 10_000), .. table.Endpoints],
    };
}

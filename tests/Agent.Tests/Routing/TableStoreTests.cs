using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Routing;

public sealed class TableStoreTests
{
    private const string Current = "/data/tables/current";
    private const string Previous = "/data/tables/previous";

    private static readonly AgentIdentity Identity = new(
        new JoinResponse { AgentId = "agent-1", ClusterId = "cluster-1", Credential = "secret", FeedbackKey = new byte[32], SigningKeys = [ApplierRig.Signer.Public] }, "production", ApplierRig.Key);

    [Theory]
    [InlineData(nameof(DiskFault.ProcessDies), true)]
    [InlineData(nameof(DiskFault.ProcessDies), false)]
    [InlineData(nameof(DiskFault.ProcessDiesInTheMiddle), true)]
    [InlineData(nameof(DiskFault.ProcessDiesInTheMiddle), false)]
    [Trait("Fault", "F01")]
    public void Save_DeathAtEveryChange_LeavesTheOldTableOrTheNewOne(string fault, bool isPowerCut)
    {
        var seen = new HashSet<long>();
        var changes = ChangesOfOneSave();
        for (var change = 1; change <= changes; change++)
        {
            var disk = DiskWith(1, 2);
            disk.Fault = (disk.Changes + change, Enum.Parse<DiskFault>(fault));
            Assert.Throws<ProcessDiedException>(() => StoreOn(disk).Save(Sealed(3)));

            var stored = StoreOn(isPowerCut ? disk.AfterPowerCut() : disk.AfterKill()).Load();

            Assert.NotNull(stored.Accepted);
            seen.Add(stored.Accepted.Table.Revision);
        }

        Assert.Subset(new HashSet<long> { 2, 3 }, seen);
        Assert.Contains(2, seen);
    }

    [Fact]
    [Trait("Fault", "F01")]
    public void Save_PowerCutRightAfter_KeepsTheNewTable()
    {
        var disk = DiskWith(1, 2);

        Assert.Null(StoreOn(disk).Save(Sealed(3)));

        Assert.Equal(3, StoreOn(disk.AfterPowerCut()).Load().Accepted!.Table.Revision);
    }

    [Fact]
    [Trait("Fault", "F03")]
    public void Load_CurrentTorn_FallsBackToPreviousAndSaysSo()
    {
        var disk = DiskWith(1, 2);
        disk[Current] = disk[Current][..^1];

        var stored = StoreOn(disk).Load();

        Assert.Equal(1, stored.Accepted!.Table.Revision);
        Assert.Contains(Current, Assert.Single(stored.Damage), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "F04")]
    public void Load_BothDamaged_HasNoTableAndSaysWhyTwice()
    {
        var disk = DiskWith(1, 2);
        disk[Current] = [1, 2, 3];
        disk[Previous] = [];

        var stored = StoreOn(disk).Load();

        Assert.Null(stored.Accepted);
        Assert.Equal(2, stored.Damage.Count);
    }

    [Fact]
    [Trait("Fault", "F03")]
    public void Save_AfterCurrentWasDamaged_DoesNotPushOutThePreviousTable()
    {
        var disk = DiskWith(1, 2);
        disk[Current] = [1, 2, 3];
        var store = StoreOn(disk);
        store.Load();

        store.Save(Sealed(3));

        Assert.Equal(3, TableFile.Read(disk[Current]).Value.Table.Revision);
        Assert.Equal(1, TableFile.Read(disk[Previous]).Value.Table.Revision);
    }

    [Fact]
    [Trait("Fault", "F09")]
    public void Save_DiskFullAtEveryChange_IsRefusedOrWholeAndNothingIsLost()
    {
        var changes = ChangesOfOneSave();
        for (var change = 1; change <= changes; change++)
        {
            var disk = DiskWith(1, 2);
            var store = StoreOn(disk);
            store.Load();
            disk.Fault = (disk.Changes + change, DiskFault.IsFull);

            var refusal = store.Save(Sealed(3));

            disk.Fault = null;
            Assert.Equal(refusal is null ? 3 : 2, StoreOn(disk).Load().Accepted!.Table.Revision);
            Assert.True(refusal is null or { Code: RefusalCodes.InsufficientDisk }, refusal?.Code);
        }
    }

    [Fact]
    [Trait("Fault", "F10")]
    public void Save_ReadOnlyDisk_IsRefusedAndTheOldTableStays()
    {
        var disk = DiskWith(1, 2);
        disk.Fault = (disk.Changes + 1, DiskFault.IsReadOnly);

        var refusal = StoreOn(disk).Save(Sealed(3));

        Assert.Equal(RefusalCodes.Internal, refusal?.Code);
        Assert.Equal(2, StoreOn(disk.AfterKill()).Load().Accepted!.Table.Revision);
    }

    [Fact]
    [Trait("Fault", "F10")]
    public void Save_AfterOneThatFailedBetweenItsRenames_IsAccepted()
    {
        var changes = ChangesOfOneSave();
        for (var change = 1; change <= changes; change++)
        {
            var disk = DiskWith(1, 2);
            var store = StoreOn(disk);
            disk.Fault = (disk.Changes + change, DiskFault.IsReadOnly);
            store.Save(Sealed(3));
            disk.Fault = null;

            Assert.Null(store.Save(Sealed(4)));
            Assert.Equal(4, StoreOn(disk.AfterKill()).Load().Accepted!.Table.Revision);
        }
    }

    [Fact]
    [Trait("Fault", "F11")]
    public void Save_SyncFails_IsNoRefusalButTheEndOfTheProcess()
    {
        var disk = DiskWith(1, 2);
        disk.Fault = (disk.Changes + 1, DiskFault.SyncFails);

        Assert.Throws<DiskSyncException>(() => StoreOn(disk).Save(Sealed(3)));
    }

    [Fact]
    public void SaveInForce_ThenNothingDiffers_ForgetsIt()
    {
        var disk = DiskWith(1, 2);
        var store = StoreOn(disk);

        store.SaveInForce(Sealed(1));
        var remembered = store.Load().InForce;
        store.SaveInForce(null);

        Assert.Equal(1, remembered!.Table.Revision);
        Assert.Null(store.Load().InForce);
    }

    private static int ChangesOfOneSave()
    {
        var disk = DiskWith(1, 2);
        var store = StoreOn(disk);
        store.Load();
        var before = disk.Changes;
        store.Save(Sealed(3));
        return disk.Changes - before;
    }

    private static MemoryDisk DiskWith(params long[] revisions)
    {
        var disk = new MemoryDisk();
        var store = StoreOn(disk);
        foreach (var revision in revisions)
            Assert.Null(store.Save(Sealed(revision)));
        return disk;
    }

    private static TableStore StoreOn(MemoryDisk disk)
    {
        var store = new TableStore(disk, "/data", Identity);
        store.Load();
        return store;
    }

    private static SealedRoutingTable Sealed(long revision) => ApplierRig.Signer.Sign(ATable(revision, "pets", 10_000));
}

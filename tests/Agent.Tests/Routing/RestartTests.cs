using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using static ControlPlane.AgentHost.Tests.Routing.TableApplierTests;

namespace ControlPlane.AgentHost.Tests.Routing;

[Trait("Category", "Slow")]
public sealed class RestartTests
{
    [Fact]
    public async Task Restore_WithoutAnyNetwork_ServesAsBefore()
    {
        var disk = await DiskWithTableAsync(3, 9_000, 1_000);
        await using var rig = new ApplierRig(disk);

        rig.Applier.Restore();
        await rig.UntilWholeAsync(3);

        Assert.Empty(rig.Artifacts.Offsets);
        Assert.All(rig.Served()!.Variants, v => Assert.NotNull(v.Model));
        Assert.True(rig.Board.IsSettledLocally);
    }

    [Fact]
    public async Task Restore_NothingStored_IsNotReadyAndSettledAtOnce()
    {
        await using var rig = new ApplierRig();

        rig.Applier.Restore();
        rig.Applier.Refresh();

        Assert.False(rig.Applier.State.IsReady);
        Assert.True(rig.Board.IsSettledLocally);
    }

    [Fact]
    [Trait("Fault", "F04")]
    public async Task Restore_BothTablesDamaged_ServesNothingRatherThanAGuess()
    {
        var disk = await DiskWithTableAsync(3, 10_000);
        foreach (var path in disk.Paths.Where(p => p.StartsWith("/data/tables/", StringComparison.Ordinal)).ToList())
            disk[path] = [0, 1, 2];
        await using var rig = new ApplierRig(disk);

        rig.Applier.Restore();
        rig.Applier.Refresh();

        Assert.Empty(rig.Holder.Current.Endpoints);
        Assert.False(rig.Applier.State.IsReady);
        rig.Take(TableOf(rig, 4, 10_000));
        await rig.UntilWholeAsync(4);
        Assert.True(rig.Applier.State.IsReady);
    }

    [Fact]
    [Trait("Fault", "F07")]
    public async Task Restore_FileChangedOnThisDisk_IsQuarantinedAndFetchedAgain()
    {
        var disk = await DiskWithTableAsync(3, 10_000);
        var blob = Assert.Single(disk.Paths, p => p.StartsWith("/data/blobs/", StringComparison.Ordinal));
        var altered = disk[blob];
        altered[10] ^= 1;
        disk[blob] = altered;
        await using var rig = new ApplierRig(disk);
        rig.Publish(1);

        rig.Applier.Restore();
        await rig.UntilWholeAsync(3);

        Assert.Equal([0L], rig.Artifacts.Offsets);
        Assert.Contains(disk.Paths, p => p.StartsWith("/data/quarantine/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restore_AcceptedTableWaitedForAFile_GoesOnWithWhatWasInForce()
    {
        var disk = new MemoryDisk();
        await using (var before = new ApplierRig(disk))
        {
            before.Take(TableOf(before, 1, 10_000));
            await before.UntilWholeAsync(1);
            before.Artifacts.Disturb = (_, _) => null;
            before.Take(TableOf(before, 2, 9_000, 1_000));
            before.Take(TableOf(before, 3, 8_000, 2_000));
        }

        await using var rig = new ApplierRig(disk.AfterKill());
        rig.Artifacts.Disturb = (_, _) => null;
        rig.Applier.Restore();
        await rig.UntilAsync(() => rig.Served() is not null);

        Assert.Equal(1, rig.Served()!.Routing.RouteRevision);
        Assert.Equal(new TablePosition(1, 3), rig.Applier.State.Position);
        Assert.False(rig.Applier.State.IsWhole);
        Assert.True(rig.Applier.State.IsReady);
    }

    [Theory]
    [InlineData(nameof(DiskFault.ProcessDies))]
    [InlineData(nameof(DiskFault.ProcessDiesInTheMiddle))]
    [Trait("Fault", "F01")]
    [Trait("Fault", "F02")]
    public async Task Take_DeathAtEveryChangeOfTheDisk_RestartsIntoOneOfTheTwoTables(string fault)
    {
        for (var change = 1; change < 30; change++)
        {
            var disk = await DiskWithTableAsync(1, 10_000);
            await using (var before = new ApplierRig(disk))
            {
                before.Applier.Restore();
                await before.UntilWholeAsync(1);
                disk.Fault = (disk.Changes + change, Enum.Parse<DiskFault>(fault));
                try
                {
                    before.Take(TableOf(before, 2, 9_000, 1_000));
                }
                catch (ProcessDiedException)
                {
                    // As ordered.
                }

                disk.Fault = null;
            }

            await using var rig = new ApplierRig(disk.AfterKill());
            rig.Publish(2);
            rig.Applier.Restore();
            await rig.UntilAsync(() => rig.Applier.State.IsWhole);

            var served = rig.Served()!;
            Assert.Equal(rig.Applier.State.Position.Revision, served.Routing.RouteRevision);
            Assert.Equal(served.Routing.RouteRevision, served.Variants.Length);
        }
    }

    private static async Task<MemoryDisk> DiskWithTableAsync(long revision, params int[] weights)
    {
        var disk = new MemoryDisk();
        await using var rig = new ApplierRig(disk);
        rig.Take(TableOf(rig, revision, weights));
        await rig.UntilWholeAsync(revision);
        return disk.AfterKill();
    }
}

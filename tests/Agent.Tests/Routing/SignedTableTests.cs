using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Keys;
using static ControlPlane.AgentHost.Tests.Routing.TableApplierTests;

namespace ControlPlane.AgentHost.Tests.Routing;

/// <summary>Whoever stands between control plane and agent, or writes to its disk, changes nothing; and the same without the lie is taken.</summary>
public sealed class SignedTableTests
{
    public static TheoryData<string, string> Lies => new()
    {
        { "forged", RefusalCodes.BadSignature },
        { "another pool's", RefusalCodes.WrongPool },
        { "another installation's", RefusalCodes.WrongCluster },
        { "truncated", RefusalCodes.DigestMismatch },
        { "an older one again", RefusalCodes.StaleVersion },
        { "of an older epoch", RefusalCodes.StaleEpoch },
        { "a second one of the same place", RefusalCodes.StaleVersion },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    [Trait("Fault", "F85")]
    public async Task Take_ALie_IsRefusedAndTheTableStays_AndTheTruthIsTaken(string lie, string code)
    {
        await using var rig = new ApplierRig();
        rig.Take(TableOf(rig, 5, 10_000) with { Epoch = 2 });
        await rig.UntilWholeAsync(5);
        var (served, disk) = (rig.Served(), rig.Disk.Changes);
        var truth = TableOf(rig, 6, 9_000, 1_000) with { Epoch = 2 };
        using var stranger = new TestSigner();
        var told = ApplierRig.Signer.Sign(truth);
        var arrival = rig.ArrivalOf(lie switch
        {
            "forged" => stranger.Sign(truth),
            "another pool's" => ApplierRig.Signer.Sign(truth with { Pool = "staging" }),
            "another installation's" => stranger.Sign(truth with { ClusterId = "other" }),
            "an older one again" => ApplierRig.Signer.Sign(truth with { Revision = 4 }),
            "of an older epoch" => ApplierRig.Signer.Sign(truth with { Epoch = 1 }),
            "a second one of the same place" => ApplierRig.Signer.Sign(truth with { Revision = 5 }),
            _ => told,
        });

        rig.Applier.Take(lie == "truncated" ? arrival with { Content = arrival.Content[..^5] } : arrival);
        rig.Applier.Refresh();

        Assert.Equal(code, Assert.Single(rig.Reports.Refusals).Code);
        Assert.Same(served, rig.Served());
        Assert.Equal(disk, rig.Disk.Changes);
        rig.Take(told);
        await rig.UntilWholeAsync(6);
    }

    [Fact]
    [Trait("Fault", "F85")]
    public async Task Restore_TableSwappedOnTheDisk_IsNotServed_AndTheAgentsOwnIs()
    {
        var (disk, artifacts) = await DiskOfAsync();
        var honest = disk["/data/tables/current"];
        var swapped = TableFile.Read(honest).Value;
        using var stranger = new TestSigner();
        disk["/data/tables/current"] = TableFile.Write(stranger.Sign(swapped.Table with { Revision = 9 }));

        await using (var rig = new ApplierRig(disk, artifacts))
        {
            rig.Applier.Restore();
            rig.Applier.Refresh();
            Assert.False(rig.Applier.State.IsReady);
        }

        disk["/data/tables/current"] = honest;
        await using var again = new ApplierRig(disk, artifacts);
        again.Applier.Restore();
        await again.UntilWholeAsync(3);
    }

    [Fact]
    public async Task Restore_KeyOfTheInstallationRetiredMeanwhile_IsServedByTheAgentsOwnWord()
    {
        var (disk, artifacts) = await DiskOfAsync();
        using var next = ApplierRig.Signer.Next("cluster-1");
        await using var rig = new ApplierRig(disk, artifacts);
        rig.Identity.Renew(rig.Identity.Membership with { SigningKeys = [next.Public] }, default);

        rig.Applier.Restore();
        await rig.UntilWholeAsync(3);
        rig.Take(TableOf(rig, 4, 10_000));

        Assert.Equal(RefusalCodes.BadSignature, Assert.Single(rig.Reports.Refusals).Code);
        rig.Take(next.Sign(TableOf(rig, 4, 10_000)));
        await rig.UntilWholeAsync(4);
    }

    [Fact]
    public async Task Restore_TableFromBeforeKeysWere_IsServedUntilTheAgentRenews_AndAfter()
    {
        await using var first = new ApplierRig();
        var unsigned = new AgentIdentity(first.Identity.Membership with { SigningKeys = [] }, "production", ApplierRig.Key);
        Assert.Null(new TableStore(first.Disk, "/data", unsigned).Save(RoutingTableCodec.Seal(TableOf(first, 3, 10_000))));

        await using var rig = new ApplierRig(first.Disk, first.Artifacts);
        rig.Applier.Restore();

        await rig.UntilWholeAsync(3);
        Assert.Equal(new TablePosition(1, 3), rig.Applier.State.Position);
    }

    private static async Task<(MemoryDisk Disk, MemoryArtifacts Artifacts)> DiskOfAsync()
    {
        await using var rig = new ApplierRig();
        rig.Take(TableOf(rig, 3, 10_000));
        await rig.UntilWholeAsync(3);
        return (rig.Disk.AfterKill(), rig.Artifacts);
    }
}

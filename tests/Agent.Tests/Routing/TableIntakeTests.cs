using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Routing;

public sealed class TableIntakeTests
{
    private static readonly SealedRoutingTable Accepted = RoutingTableCodec.Seal(ATable(5, "pets", 10_000) with { Epoch = 3 });

    private static readonly AgentIdentity Identity = new(
        new JoinResponse { AgentId = "a", ClusterId = "cluster-1", Credential = "c", FeedbackKey = new byte[32] }, "production");

    public static TheoryData<string, long, long, string?> Orders => new()
    {
        { "next revision", 3, 6, null },
        { "same table", 3, 5, null },
        { "next epoch with a lower revision", 4, 1, null },
        { "older revision", 3, 4, RefusalCodes.StaleVersion },
        { "older epoch with a higher revision", 2, 9, RefusalCodes.StaleEpoch },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    [Trait("Fault", "F29")]
    [Trait("Fault", "F60")]
    [Trait("Fault", "F85")]
    public void Verify_Order_IsEpochThenRevision(string circumstance, long epoch, long revision, string? code)
    {
        var outcome = TableIntake.Verify(Arrived(ATable(revision, "pets", 10_000) with { Epoch = epoch }), Identity, Accepted);

        // The builder's route revision follows the table's, so "same table" is the same document.
        Assert.True(code == outcome.Refusal?.Code, $"{circumstance}: {outcome.Refusal}");
    }

    [Fact]
    [Trait("Fault", "F18")]
    public void Verify_SamePositionOtherContent_IsRefused()
    {
        var twin = ATable(5, "pets", 9_000, 1_000) with { Epoch = 3 };

        Assert.Equal(RefusalCodes.StaleVersion, TableIntake.Verify(Arrived(twin), Identity, Accepted).Refusal?.Code);
    }

    [Fact]
    [Trait("Fault", "F85")]
    public void Verify_OtherInstallation_IsRefused() =>
        Assert.Equal(RefusalCodes.WrongCluster, CodeOf(ATable(9, "pets", 10_000) with { ClusterId = "other" }));

    [Fact]
    [Trait("Fault", "F86")]
    public void Verify_OtherPool_IsRefused() => Assert.Equal(RefusalCodes.WrongPool, CodeOf(ATable(9, "pets", 10_000) with { Pool = "staging" }));

    [Fact]
    public void Verify_NewerSchema_IsRefused() =>
        Assert.Equal(RefusalCodes.SchemaUnsupported, CodeOf(ATable(9, "pets", 10_000) with { SchemaVersion = 2 }));

    [Fact]
    [Trait("Fault", "F17")]
    public void Verify_VariantNotPrepared_IsRefused() =>
        Assert.Equal(RefusalCodes.UnresolvedReference, CodeOf(ATable(9, "pets", 10_000) with { Prepare = [] }));

    [Fact]
    [Trait("Fault", "F85")]
    public void Verify_ChangedByte_IsRefusedAndWorthAnotherTry()
    {
        var arrived = Arrived(ATable(9, "pets", 10_000));
        var content = arrived.Content.ToArray();
        content[^2] ^= 1;

        var refusal = TableIntake.Verify(arrived with { Content = content }, Identity, Accepted).Refusal;

        Assert.Equal(RefusalCodes.DigestMismatch, refusal?.Code);
        Assert.False(TableIntake.IsPermanent(refusal!.Code));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"epoch\":\"one\"}")]
    [InlineData("not json")]
    public void Verify_NoTable_IsRefusedForGood(string text)
    {
        var content = System.Text.Encoding.UTF8.GetBytes(text);
        var arrived = new ArrivedTable { Position = default, Content = content, Digest = RoutingTableCodec.DigestOf(content), ArrivedAt = 0 };

        var refusal = TableIntake.Verify(arrived, Identity, Accepted).Refusal;

        Assert.Equal(RefusalCodes.SchemaUnsupported, refusal?.Code);
        Assert.True(TableIntake.IsPermanent(refusal!.Code));
    }

    private static string? CodeOf(RoutingTable table) => TableIntake.Verify(Arrived(table with { Epoch = 3 }), Identity, Accepted).Refusal?.Code;

    private static ArrivedTable Arrived(RoutingTable table)
    {
        var sealedTable = RoutingTableCodec.Seal(table);
        return new ArrivedTable
        {
            Position = new TablePosition(table.Epoch, table.Revision),
            Content = sealedTable.Content,
            Digest = sealedTable.Digest,
            ArrivedAt = 0,
        };
    }
}

using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Keys;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Routing;

public sealed class TableIntakeTests
{
    private static readonly SealedRoutingTable Accepted = RoutingTableCodec.Seal(ATable(5, "pets", 10_000) with { Epoch = 3 });

    private static readonly AgentIdentity Identity = new(
        new JoinResponse { AgentId = "a", ClusterId = "cluster-1", Credential = "c", FeedbackKey = new byte[32], SigningKeys = [ApplierRig.Signer.Public] }, "production", ApplierRig.Key);

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

    [Fact]
    public void Verify_NotSigned_IsRefusedAndWorthAnotherTry()
    {
        var table = ATable(9, "pets", 10_000) with { Epoch = 3 };

        var refusal = TableIntake.Verify(Arrived(RoutingTableCodec.Seal(table)), Identity, Accepted).Refusal;

        Assert.Equal(RefusalCodes.BadSignature, refusal?.Code);
        Assert.False(TableIntake.IsPermanent(refusal!.Code));
        Assert.True(TableIntake.Verify(Arrived(table), Identity, Accepted).IsAccepted);
    }

    [Fact]
    public void Verify_SignedByAnybodyElse_IsRefused()
    {
        using var stranger = new TestSigner();
        var forged = stranger.Sign(ATable(9, "pets", 10_000) with { Epoch = 3 });

        // Its signature says that it is by the installation's key.
        var renamed = forged with { Signature = forged.Signature!.Replace(stranger.Public.Id, ApplierRig.Signer.Public.Id, StringComparison.Ordinal) };

        Assert.Equal(RefusalCodes.BadSignature, TableIntake.Verify(Arrived(forged), Identity, Accepted).Refusal?.Code);
        Assert.Equal(RefusalCodes.BadSignature, TableIntake.Verify(Arrived(renamed), Identity, Accepted).Refusal?.Code);
    }

    [Fact]
    public void Verify_SignatureOfAnotherTable_IsRefused()
    {
        var other = ApplierRig.Signer.Sign(ATable(8, "pets", 10_000) with { Epoch = 3 });
        var next = RoutingTableCodec.Seal(ATable(9, "pets", 10_000) with { Epoch = 3 });

        Assert.Equal(RefusalCodes.BadSignature, TableIntake.Verify(Arrived(next with { Signature = other.Signature }), Identity, Accepted).Refusal?.Code);
    }

    [Fact]
    public void Verify_AgentsOwnWordForATable_IsNoSignatureOfTheInstallation()
    {
        var own = TableTrust.Vouch(RoutingTableCodec.Seal(ATable(9, "pets", 10_000) with { Epoch = 3 }), Identity);

        Assert.Equal(RefusalCodes.BadSignature, TableIntake.Verify(Arrived(own), Identity, Accepted).Refusal?.Code);
    }

    [Fact]
    public void Verify_TwoKeysSigned_OneKnownIsEnough()
    {
        using var next = ApplierRig.Signer.Next("cluster-1");
        var table = ApplierRig.Signer.Sign(ATable(9, "pets", 10_000) with { Epoch = 3 });
        var both = table with { Signature = $"{next.Sign(table).Signature},{table.Signature}" };

        Assert.True(TableIntake.Verify(Arrived(both), Identity, Accepted).IsAccepted);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.b,c.d,e.f,g.h,i.j")]
    [InlineData("!.!")]
    public void Verify_SignatureOfNonsense_IsRefused(string signature)
    {
        var table = RoutingTableCodec.Seal(ATable(9, "pets", 10_000) with { Epoch = 3 });

        Assert.Equal(RefusalCodes.BadSignature, TableIntake.Verify(Arrived(table with { Signature = signature }), Identity, Accepted).Refusal?.Code);
    }

    [Fact]
    public void Verify_AgentThatKnowsNoKeyYet_AsksForNoSignature()
    {
        var earlier = new AgentIdentity(Identity.Membership with { SigningKeys = [] }, "production", ApplierRig.Key);

        Assert.True(TableIntake.Verify(Arrived(RoutingTableCodec.Seal(ATable(9, "pets", 10_000) with { Epoch = 3 })), earlier, Accepted).IsAccepted);
    }

    private static string? CodeOf(RoutingTable table) => TableIntake.Verify(Arrived(table with { Epoch = 3 }), Identity, Accepted).Refusal?.Code;

    private static ArrivedTable Arrived(RoutingTable table) => Arrived(ApplierRig.Signer.Sign(table));

    private static ArrivedTable Arrived(SealedRoutingTable table) => new()
    {
        Position = TableIntake.PositionOf(table.Table),
        Content = table.Content,
        Digest = table.Digest,
        Signature = table.Signature,
        ArrivedAt = 0,
    };
}

using System.Text;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.Contracts.Tests.Routing;

public sealed class RoutingTableCodecTests
{
    [Fact]
    public void Open_WhatSealWrote_YieldsAnEqualTable()
    {
        var sealedTable = RoutingTableCodec.Seal(RoutingTableBuilder.ATable(7, "pets", 9_000, 1_000));

        var opened = RoutingTableCodec.Open(sealedTable.Content, sealedTable.Digest);

        Assert.Equal(sealedTable.Content.ToArray(), RoutingTableCodec.Seal(opened.Value.Table).Content.ToArray());
        Assert.Equal(7, opened.Value.Table.Revision);
    }

    [Fact]
    public void Open_OneBitFlipped_RefusesTheDigest()
    {
        var sealedTable = RoutingTableCodec.Seal(RoutingTableBuilder.ATable(1, "pets", 10_000));
        var damaged = sealedTable.Content.ToArray();
        damaged[20] ^= 1;

        Assert.Equal(RefusalCodes.DigestMismatch, RoutingTableCodec.Open(damaged, sealedTable.Digest).Refusal?.Code);
    }

    [Fact]
    public void Open_FieldFromANewerBuild_IsIgnoredAndStillVerifies()
    {
        var text = Encoding.UTF8.GetString(RoutingTableCodec.Seal(RoutingTableBuilder.ATable(1, "pets", 10_000)).Content.Span);
        var newer = Encoding.UTF8.GetBytes(text.Replace("{\"schemaVersion\":1,", "{\"schemaVersion\":1,\"fromTheFuture\":{\"a\":1},", StringComparison.Ordinal));

        var opened = RoutingTableCodec.Open(newer, RoutingTableCodec.DigestOf(newer));

        Assert.Equal("pets", opened.Value.Table.Endpoints[0].Name);
    }

    [Theory]
    [InlineData("\"role\":\"champion\"", "\"role\":\"emperor\"")]
    [InlineData("\"schemaVersion\":1", "\"schemaVersion\":2")]
    [InlineData("\"revision\":1", "\"revision\":\"one\"")]
    public void Open_ValueThisBuildDoesNotKnow_RefusesTheSchema(string known, string unknown)
    {
        var text = Encoding.UTF8.GetString(RoutingTableCodec.Seal(RoutingTableBuilder.ATable(1, "pets", 10_000)).Content.Span);
        var other = Encoding.UTF8.GetBytes(text.Replace(known, unknown, StringComparison.Ordinal));

        Assert.Equal(RefusalCodes.SchemaUnsupported, RoutingTableCodec.Open(other, RoutingTableCodec.DigestOf(other)).Refusal?.Code);
    }

    [Fact]
    public void Open_TextThatIsNoTable_RefusesTheSchema()
    {
        var text = "null"u8.ToArray();

        Assert.Equal(RefusalCodes.SchemaUnsupported, RoutingTableCodec.Open(text, RoutingTableCodec.DigestOf(text)).Refusal?.Code);
    }
}

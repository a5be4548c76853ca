using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Routing;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Routing;

public sealed class TableFileTests
{
    private static readonly SealedRoutingTable Table = RoutingTableCodec.Seal(ATable(7, "pets", 9_000, 1_000), "signature");

    [Fact]
    public void Read_WhatWasWritten_IsTheSameTable()
    {
        var read = TableFile.Read(TableFile.Write(Table)).Value;

        Assert.Equal(Table.Digest, read.Digest);
        Assert.Equal("signature", read.Signature);
        Assert.Equal(7, read.Table.Revision);
    }

    [Fact]
    [Trait("Fault", "F03")]
    public void Read_CutAtAnyByte_IsRefused()
    {
        var file = TableFile.Write(Table);

        Assert.All(Enumerable.Range(0, file.Length), length => Assert.False(TableFile.Read(file[..length]).IsAccepted));
    }

    [Fact]
    [Trait("Fault", "F03")]
    public void Read_AnyByteChanged_IsRefused()
    {
        var file = TableFile.Write(Table);

        for (var at = 0; at < file.Length; at++)
        {
            file[at] ^= 0x10;
            Assert.False(TableFile.Read(file).IsAccepted, $"byte {at} of {file.Length}");
            file[at] ^= 0x10;
        }

        Assert.True(TableFile.Read(file).IsAccepted);
    }
}

using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Inference;

public sealed class MemoryAdmissionTests
{
    private const long Megabyte = 1 << 20;

    [Theory]
    [InlineData(100, 232, true)]
    [InlineData(100, 231, false)]
    [Trait("Fault", "F12")]
    public void Check_AgainstWhatIsLeft_RefusesWhatDoesNotFit(long fileMegabytes, long leftMegabytes, bool fits)
    {
        var refusal = MemoryAdmission.Check(RoutingTableBuilder.APreparedVersion("pets", 1), fileMegabytes * Megabyte, leftMegabytes * Megabyte);

        Assert.Equal(fits ? null : RefusalCodes.InsufficientMemory, refusal?.Code);
        if (!fits)
            Assert.Equal("Loading pets version 1 takes about 232 MB, and 231 MB are left.", refusal!.Sentence);
    }

    [Fact]
    public void Check_WhereTheSystemDoesNotTell_LetsItTry() =>
        Assert.Null(MemoryAdmission.Check(RoutingTableBuilder.APreparedVersion("pets", 1), long.MaxValue / 4, availableBytes: null));
}

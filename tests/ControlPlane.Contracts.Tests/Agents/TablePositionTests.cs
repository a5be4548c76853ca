using ControlPlane.Contracts.Agents;

namespace ControlPlane.Contracts.Tests.Agents;

public sealed class TablePositionTests
{
    [Theory]
    [InlineData(1, 5, 1, 6, true)]
    [InlineData(1, 900, 2, 1, true)]
    [InlineData(2, 1, 1, 900, false)]
    [InlineData(1, 5, 1, 5, false)]
    public void Order_EpochThenRevision_DecidesWhichIsNewer(long epoch, long revision, long otherEpoch, long otherRevision, bool isOlder) =>
        Assert.Equal(isOlder, new TablePosition(epoch, revision) < new TablePosition(otherEpoch, otherRevision));
}

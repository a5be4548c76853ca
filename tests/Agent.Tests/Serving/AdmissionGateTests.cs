using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Telemetry;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class AdmissionGateTests
{
    private readonly InFlightCounter _inFlight = new();

    [Fact]
    public void TryEnter_ByCountAndByBytes_StopsAtEach()
    {
        var gate = new AdmissionGate(_inFlight, maximumRequests: 4, maximumBytes: 100);

        Assert.True(gate.TryEnter(60));
        Assert.False(gate.TryEnter(41));
        Assert.True(gate.TryEnter(40));
        gate.Exit(60);
        Assert.True(gate.TryEnter(0) && gate.TryEnter(0) && gate.TryEnter(0));
        Assert.False(gate.TryEnter(0));
        Assert.Equal(4, _inFlight.Count);
    }

    [Theory]
    [InlineData(8, 1_000, 0)]
    [InlineData(1_000, 8, 1)]
    public void TryEnter_BatchRequests_LeaveHalfToLiveOnes(int requests, long bytes, long each)
    {
        var gate = new AdmissionGate(_inFlight, requests, bytes);

        Assert.Equal(4, Enumerable.Range(0, 8).Count(_ => gate.TryEnter(each, isBatch: true)));
        Assert.Equal(4, Enumerable.Range(0, 8).Count(_ => gate.TryEnter(each)));
    }

    [Fact]
    public void TryJoin_OneEndpoint_GetsThreeQuartersAndTheNextItsOwn()
    {
        var gate = new AdmissionGate(_inFlight, maximumRequests: 8, maximumBytes: 100);

        Assert.Equal(6, Enumerable.Range(0, 8).Count(_ => gate.TryJoin("pets")));
        Assert.True(gate.TryJoin("fraud"));
        gate.Leave("pets");
        Assert.True(gate.TryJoin("pets"));
        Assert.False(gate.TryJoin("pets"));
    }
}

using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Time;
using static ControlPlane.AgentHost.Tests.Mirroring.MirrorScene;

namespace ControlPlane.AgentHost.Tests.Mirroring;

public sealed class MirrorBreakerTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly MirrorBreaker _breaker = new(new MirrorLimits());

    [Theory]
    [InlineData(false, 9, true)]
    [InlineData(false, 10, false)]
    [InlineData(true, 2, true)]
    [InlineData(true, 3, false)]
    public void LetsIn_AfterFailuresInARow_ClosesAtTheLimit(bool areTimeouts, int failures, bool letsIn)
    {
        for (var failure = 0; failure < failures; failure++)
            _breaker.Failed(areTimeouts, _time);

        Assert.Equal((letsIn, !letsIn), (_breaker.LetsIn(_time), _breaker.IsOpen));
    }

    [Fact]
    public void LetsIn_FailuresWithSuccessesBetween_StaysClosed()
    {
        for (var failure = 0; failure < 100; failure++)
        {
            _breaker.Failed(isTimeout: false, _time);
            if (failure % 9 == 8)
                _breaker.Succeeded();
        }

        Assert.True(_breaker.LetsIn(_time));
    }

    [Fact]
    public void LetsIn_TriesThatFail_WaitsTwiceAsLongEachTimeUpToItsLimit()
    {
        Open();
        var waits = new List<double>();
        for (var attempt = 0; attempt < 7; attempt++)
        {
            waits.Add(_breaker.OpenFor.TotalSeconds);
            _time.Advance(_breaker.OpenFor - TimeSpan.FromMilliseconds(1));
            Assert.False(_breaker.LetsIn(_time));
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(_breaker.LetsIn(_time));
            _breaker.Failed(isTimeout: false, _time);
        }

        Assert.Equal([5, 10, 20, 40, 80, 120, 120], waits);
    }

    [Fact]
    public void Succeeded_TryAfterTheWait_ClosesAndForgets()
    {
        Open();
        _time.Advance(_breaker.OpenFor);

        Assert.True(_breaker.Succeeded());
        Assert.False(_breaker.Failed(isTimeout: true, _time));

        Assert.Equal((false, 1), (_breaker.IsOpen, _breaker.Openings));
    }

    [Theory]
    [InlineData(10, 10, 20)]
    [InlineData(1_000, 30, 0)]
    public async Task Run_ShadowThatFailsEachCopy_GetsNoneAfterTheLimitAndTheyCountAsDropped(int limit, long run, long dropped)
    {
        var limits = new MirrorLimits { FailuresToOpen = limit, MaximumAge = TimeSpan.FromHours(1) };
        await using var server = await ServingHarness.StartAsync(mirroring: limits);
        var recorders = server.Serve(
            Shadowed(10_000, 10_000),
            await server.LoadAsync(OnnxModels.AddConstant(1), 1),
            await server.LoadAsync(OnnxModels.FailsOnNegative(), 2),
            await server.LoadAsync(OnnxModels.AddConstant(3), 3));

        for (var request = 0; request < 30; request++)
        {
            await server.InferAsync(InferRequests.Of([-1, 2, 3, 4]));
            RunAll(server, limits);
        }

        var failing = Counted.All(recorders[1]);
        Assert.Equal((run, run, dropped), (failing.Requests, failing.Errors.Sum(), failing.DroppedCopies));
        Assert.Equal((30, 0), (Counted.All(recorders[2]) is var healthy ? healthy.Requests : 0, healthy.DroppedCopies));
        Assert.Equal(30, Counted.In(recorders[0]).Requests);
    }

    [Fact]
    public async Task Run_CopiesThatWaitedWhenItOpened_AreDropped()
    {
        var limits = new MirrorLimits { FailuresToOpen = 2, MaximumAge = TimeSpan.FromHours(1) };
        await using var server = await ServingHarness.StartAsync(mirroring: limits);
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.FailsOnNegative(), 2));
        for (var request = 0; request < 5; request++)
            await server.InferAsync(InferRequests.Of([-1, 2, 3, 4]));

        RunAll(server, limits);

        Assert.Equal((2, 3), (Counted.All(recorders[1]) is var counts ? counts.Requests : 0, counts.DroppedCopies));
    }

    [Fact]
    public void Of_AnotherRouteRevision_IsTheSameBreaker()
    {
        var breakers = new MirrorBreakers(new MirrorLimits());
        var key = new VariantKey("pets", "v2", 2, 1);

        Assert.Same(breakers.Of(key), breakers.Of(key with { RouteRevision = 2 }));
        Assert.NotSame(breakers.Of(key), breakers.Of(key with { Version = 3 }));
    }

    private void Open()
    {
        while (!_breaker.Failed(isTimeout: false, _time))
        {
        }
    }
}

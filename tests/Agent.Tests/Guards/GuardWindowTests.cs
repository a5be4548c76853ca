using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Time;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Guards;

public sealed class GuardWindowTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly VariantRecorder _recorder;

    public GuardWindowTests()
    {
        var routing = AnEndpoint("pets", 1, 9_000, 1_000) with { Guards = new GuardLimits() };
        _recorder = new VariantRecorder(routing, routing.Variants[1], OutputReading.None);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public void Observe_RequestsOlderThanTheWindow_NoLongerCount(int seconds)
    {
        var window = NewWindow(seconds);
        Fail(5);
        Look(window);

        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromSeconds(seconds - 1); waited += GuardWatch.Interval)
            Look(window);
        Assert.Equal(5, window.Counts.Failed);
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromSeconds(3); waited += GuardWatch.Interval)
            Look(window);

        Assert.Equal((0, 0), (window.Counts.Requests, window.Counts.Failed));
        Assert.All(window.Counts.LatencyBins, bin => Assert.Equal(0, bin));
    }

    [Fact]
    public void Observe_HarvestInBetween_LosesAndDoublesNothing()
    {
        var window = NewWindow(10);
        for (var round = 1; round <= 8; round++)
        {
            Fail(1);
            Answer(2, milliseconds: 5);
            if (round % 2 == 0)
                _recorder.DrainInto(_recorder.NewCounts());
            Look(window);

            Assert.Equal((3 * round, round, 2 * round), (window.Counts.Requests, window.Counts.Failed, window.Counts.LatencyBins.Sum()));
        }
    }

    [Fact]
    public void FirstHarmAt_NamesTheSliceOfTheOldestFailureThatIsStillInside()
    {
        var window = NewWindow(2);
        var start = _time.GetUtcNow();
        Answer(3, milliseconds: 5);
        Look(window);
        Fail(1);
        Look(window);

        Assert.Equal(start + GuardWatch.Interval, window.FirstHarmAt(GuardKind.ErrorShare));
        Assert.Null(window.FirstHarmAt(GuardKind.TimeoutShare));
        Assert.Null(window.FirstHarmAt(GuardKind.LatencyP99));
        for (var look = 0; look < 12; look++)
            Look(window);
        Assert.Null(window.FirstHarmAt(GuardKind.ErrorShare));
    }

    [Fact]
    public void Covered_YoungWindow_IsTheTimeItHasSeen()
    {
        var window = NewWindow(10);
        Look(window);
        Look(window);

        Assert.Equal(2 * GuardWatch.Interval, window.Covered);
    }

    private GuardWindow NewWindow(int seconds) => new(_recorder, new GuardLimits { WindowSeconds = seconds }, _time);

    private void Look(GuardWindow window)
    {
        _time.Advance(GuardWatch.Interval);
        window.Observe();
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
            _recorder.Failed(ErrorClass.Model, -1, Attributes.None);
    }

    private void Answer(int times, double milliseconds)
    {
        for (var i = 0; i < times; i++)
            _recorder.Answered((long)(milliseconds * System.Diagnostics.Stopwatch.Frequency / 1_000), Prediction.None, -1, Attributes.None);
    }
}

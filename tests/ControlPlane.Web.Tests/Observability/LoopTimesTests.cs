using ControlPlane.TestKit.Time;
using ControlPlane.Web.Observability;

namespace ControlPlane.Web.Tests.Observability;

public sealed class LoopTimesTests
{
    [Fact]
    public async Task MeasureAsync_RoundsOfALoop_AreCountedByHowLongTheyTook()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        var times = new LoopTimes(clock);

        await times.MeasureAsync("drift", () => Take(clock, 0.05));
        await Assert.ThrowsAsync<IOException>(() => times.MeasureAsync("drift", () => Take(clock, 2, new IOException())));

        var loop = Assert.Single(times.All);
        Assert.Equal(("drift", 2.05, 2.05), (loop.Loop, loop.Sum.TotalSeconds, (loop.EndedAt - DateTimeOffset.UnixEpoch).TotalSeconds));
        Assert.Equal((0L, 1L, 1L, 2L, 2L), (Up(loop, 0.025), Up(loop, 0.05), Up(loop, 1), Up(loop, 2.5), Up(loop, double.PositiveInfinity)));
    }

    private static long Up(LoopTime loop, double bound) => loop.Counts[LoopTime.Bounds.ToList().IndexOf(bound)];

    private static Task Take(ManualTimeProvider clock, double seconds, Exception? failure = null)
    {
        clock.Advance(TimeSpan.FromSeconds(seconds));
        return failure is null ? Task.CompletedTask : Task.FromException(failure);
    }
}

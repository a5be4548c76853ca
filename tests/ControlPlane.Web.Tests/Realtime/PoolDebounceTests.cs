using ControlPlane.TestKit.Time;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Tests.Realtime;

public sealed class PoolDebounceTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly RealtimeOptions _options = new();
    private readonly PoolDebounce _debounce;
    private int _sent;

    public PoolDebounceTests() => _debounce = new PoolDebounce(_options, _clock, () => _sent++);

    [Fact]
    public void Change_AfterQuiet_SendsAtOnce()
    {
        _debounce.Change();

        Assert.Equal(1, _sent);
    }

    [Fact]
    public void Change_CloselyAfterAnother_SendsOnceWhenItIsQuiet()
    {
        _debounce.Change();
        for (var change = 0; change < 5; change++)
        {
            _clock.Advance(_options.QuietPeriod / 2);
            _debounce.Change();
        }

        Assert.Equal(1, _sent);
        _clock.Advance(_options.QuietPeriod);
        Assert.Equal(2, _sent);
        _clock.Advance(_options.LongestDelay);
        Assert.Equal(2, _sent);
    }

    [Fact]
    [Trait("Fault", "F19")]
    public void Change_WithoutEnd_SendsAfterTheLongestDelay()
    {
        _debounce.Change();
        var step = _options.QuietPeriod / 2;
        for (var passed = TimeSpan.Zero; passed < _options.LongestDelay; passed += step)
        {
            Assert.Equal(1, _sent);
            _clock.Advance(step);
            _debounce.Change();
        }

        _clock.Advance(step);
        Assert.Equal(2, _sent);
    }

    [Fact]
    public void Clear_TakesWhatWaitsWithIt()
    {
        _debounce.Change();
        _debounce.Change();

        _debounce.Clear();
        _clock.Advance(_options.LongestDelay);

        Assert.Equal(1, _sent);
    }

    public void Dispose() => _debounce.Dispose();
}

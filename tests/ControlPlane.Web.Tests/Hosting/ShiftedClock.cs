namespace ControlPlane.Web.Tests.Hosting;

/// <summary>The real clock, put forward by a test: days go by without every second's loops between.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _aheadTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));

    public void Advance(TimeSpan span) => Interlocked.Add(ref _aheadTicks, span.Ticks);
}

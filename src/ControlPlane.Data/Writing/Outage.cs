namespace ControlPlane.Data.Writing;

/// <summary>Since when something has not been possible. Thread-safe.</summary>
internal sealed class Outage(TimeProvider time)
{
    private long _sinceTicks;

    /// <summary>Since when; null while it is possible.</summary>
    public DateTimeOffset? Since => Interlocked.Read(ref _sinceTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>It was not possible.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Begin() => Interlocked.CompareExchange(ref _sinceTicks, time.GetUtcNow().UtcTicks, 0) == 0;

    /// <summary>It was possible.</summary>
    /// <returns>Whether that is news.</returns>
    public bool End() => Interlocked.Exchange(ref _sinceTicks, 0) > 0;
}

namespace ControlPlane.Data.Telemetry;

/// <summary>How long measurements are kept in which resolution. Immutable.</summary>
public sealed record SeriesRetention
{
    /// <summary>Lengths of spans in seconds, finest first.</summary>
    public static IReadOnlyList<int> Resolutions { get; } = [1, 10, 60, 3_600];

    /// <summary>Spans live this much longer, so that a window as long as the retention is whole.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Buckets as agents sent them are kept this long where the mark of their boot has passed them; above the mark they stay.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    /// <summary>Spans of 1 s, and buckets whose numbers cannot be true.</summary>
    public TimeSpan OneSecond { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Spans of 10 s.</summary>
    public TimeSpan TenSeconds { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Spans of 1 min.</summary>
    public TimeSpan OneMinute { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Spans of 1 h, and totals of boots that have fallen silent.</summary>
    public TimeSpan OneHour { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Feedback on answers older than this is refused, so duplicates need to be remembered no longer.</summary>
    public TimeSpan Feedback { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long spans of a resolution are kept.</summary>
    public TimeSpan Of(int resolution) => resolution switch
    {
        1 => OneSecond,
        10 => TenSeconds,
        60 => OneMinute,
        3_600 => OneHour,
        _ => throw new ArgumentOutOfRangeException(nameof(resolution), resolution, "No spans of this length are kept."),
    };

    /// <summary>The finest resolution whose spans are still all there from a moment on; the coarsest when none is.</summary>
    public int FinestSince(DateTimeOffset from, DateTimeOffset now)
    {
        foreach (var resolution in Resolutions)
        {
            if (now - from <= Of(resolution) + (Grace / 2))
                return resolution;
        }

        return Resolutions[^1];
    }
}

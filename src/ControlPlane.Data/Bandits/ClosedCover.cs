using ControlPlane.Data.Telemetry;

namespace ControlPlane.Data.Bandits;

/// <summary>
/// Covers a stretch of the past with stored spans that lie wholly inside it: a span that reaches beyond the end holds answers whose attribution window is still open,
/// and counting those would be the very bias the window prevents. What no span fits is left out. Pure.
/// </summary>
internal static class ClosedCover
{
    /// <summary>Stretches of one resolution each, without overlap.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="coarsest">Longest span that is wanted; longer ones are taken where no shorter ones are kept.</param>
    /// <param name="retention">How long which spans are kept.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<SeriesSpan> Of(DateTimeOffset from, DateTimeOffset to, TimeSpan coarsest, SeriesRetention retention, DateTimeOffset now)
    {
        var stretches = new List<SeriesSpan>();
        var end = to.ToUnixTimeSeconds();
        var resolution = retention.FinestSince(from, now);
        var start = SeriesSpan.AlignUp(from.ToUnixTimeSeconds(), resolution);
        while (start < end)
        {
            var stop = SeriesSpan.AlignDown(end, resolution);
            stretches.AddRange(WindowCover.Of(new SeriesSpan(resolution, start, stop, resolution), (int)Math.Clamp(coarsest.TotalSeconds, resolution, SeriesRetention.Resolutions[^1])));
            start = Math.Max(start, stop);

            // Towards the end finer spans are kept, down to the second.
            var finer = retention.FinestSince(DateTimeOffset.FromUnixTimeSeconds(start), now);
            if (finer >= resolution)
                break;
            resolution = finer;
        }

        return stretches;
    }
}

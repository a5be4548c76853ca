namespace ControlPlane.Data.Telemetry;

/// <summary>
/// Covers a window with as few stored spans as possible: coarse ones inside, finer ones towards its ends.
/// Every resolution holds the same counts, so five minutes are some thirty spans instead of three hundred. Pure.
/// </summary>
internal static class WindowCover
{
    /// <summary>Stretches of one resolution each, without overlap, that together are the window.</summary>
    /// <param name="span">The window at its finest resolution.</param>
    /// <param name="coarsest">Longest spans that may be used, seconds.</param>
    public static IReadOnlyList<SeriesSpan> Of(SeriesSpan span, int coarsest = int.MaxValue)
    {
        var stretches = new List<SeriesSpan>();
        Cover(span.From, SeriesSpan.AlignUp(span.To, span.Resolution), span.Resolution, coarsest, stretches);
        return stretches;
    }

    private static void Cover(long from, long to, int resolution, int coarsest, List<SeriesSpan> into)
    {
        if (from >= to)
            return;

        var coarser = SeriesRetention.Resolutions.FirstOrDefault(r => r > resolution && r <= coarsest);
        var (start, end) = coarser == 0 ? (to, to) : (SeriesSpan.AlignUp(from, coarser), SeriesSpan.AlignDown(to, coarser));
        if (start >= end)
        {
            into.Add(new SeriesSpan(resolution, from, to, resolution));
            return;
        }

        if (from < start)
            into.Add(new SeriesSpan(resolution, from, start, resolution));
        Cover(start, end, coarser, coarsest, into);
        if (end < to)
            into.Add(new SeriesSpan(resolution, end, to, resolution));
    }
}

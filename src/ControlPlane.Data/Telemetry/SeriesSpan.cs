namespace ControlPlane.Data.Telemetry;

/// <summary>What a question about measurements reads. Immutable.</summary>
/// <param name="Resolution">Length of the spans read, seconds.</param>
/// <param name="From">Inclusive, Unix seconds, a multiple of <paramref name="Resolution"/> and of <paramref name="Step"/>.</param>
/// <param name="To">Exclusive, Unix seconds.</param>
/// <param name="Step">Length of the steps answered, seconds.</param>
internal readonly record struct SeriesSpan(int Resolution, long From, long To, int Step)
{
    public int StepCount => (int)((To - From + Step - 1) / Step);

    public static SeriesSpan OfWindow(DateTimeOffset from, DateTimeOffset to, SeriesRetention retention, DateTimeOffset now)
    {
        var resolution = retention.FinestSince(from, now);
        return new SeriesSpan(resolution, AlignDown(from.ToUnixTimeSeconds(), resolution), ToSeconds(to), resolution);
    }

    public static SeriesSpan OfSeries(DateTimeOffset from, DateTimeOffset to, TimeSpan step, SeriesRetention retention, DateTimeOffset now)
    {
        var seconds = (long)step.TotalSeconds;
        if (seconds < 1 || step != TimeSpan.FromSeconds(seconds) || to <= from || (to - from) / step > SeriesQueries.MaximumSteps)
            throw new ArgumentException($"A step of {step} from {from:O} to {to:O} is not whole seconds with at most {SeriesQueries.MaximumSteps} steps.", nameof(step));

        var fitting = SeriesRetention.Resolutions.Last(r => seconds % r == 0);
        var resolution = Math.Max(fitting, retention.FinestSince(from, now));
        return new SeriesSpan(resolution, AlignDown(from.ToUnixTimeSeconds(), seconds), ToSeconds(to), (int)seconds);
    }

    /// <summary>Start of the span of some length that a second lies in.</summary>
    public static long AlignDown(long second, long length) => second - (((second % length) + length) % length);

    /// <summary>End of the span of some length that the second before lies in.</summary>
    public static long AlignUp(long second, long length) => AlignDown(second + length - 1, length);

    private static long ToSeconds(DateTimeOffset exclusive) => (exclusive.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
}

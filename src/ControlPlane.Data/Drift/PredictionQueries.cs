using ControlPlane.Data.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Drift;

/// <summary>Reads what variants answered, step by step. Thread-safe.</summary>
public sealed class PredictionQueries(IDbContextFactory<SeriesContext> contexts, SeriesRetention retention, TimeProvider time)
{
    /// <summary>Predictions by step, variant and version, oldest first; steps without a request are left out.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="from">Inclusive; moved down to a whole step.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="step">Whole minutes, at least one.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<PredictionRow>> HistoryAsync(
        string endpoint, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken)
    {
        var resolution = time.GetUtcNow() - from <= retention.OneMinute ? FeatureSums.Resolutions[0] : FeatureSums.Resolutions[^1];
        var seconds = Math.Max((long)step.TotalSeconds, resolution);
        var span = new SeriesSpan(resolution, SeriesSpan.AlignDown(from.ToUnixTimeSeconds(), seconds), to.ToUnixTimeSeconds(), resolution);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var points = await context.Points.In(endpoint, span).ToListAsync(cancellationToken);
        return
        [
            .. points.GroupBy(p => (At: SeriesSpan.AlignDown(p.Start, seconds), p.Variant, p.Version))
                .OrderBy(g => g.Key.At).ThenBy(g => g.Key.Variant, StringComparer.Ordinal).ThenBy(g => g.Key.Version)
                .Select(g => RowOf(g.Key.At, g.Key.Variant, g.Key.Version, [.. g])),
        ];
    }

    private static PredictionRow RowOf(long at, string variant, int version, IReadOnlyList<SeriesPoint> points) => new()
    {
        From = DateTimeOffset.FromUnixTimeSeconds(at),
        Variant = variant,
        Version = version,
        Requests = points.Sum(p => p.Requests),
        Errors = points.Sum(p => p.Errors - p.Rejected),
        Labels = WindowSum.NamesOf(points, p => p.Labels),
        Scores = points.Aggregate((IReadOnlyList<long>)[], (sum, p) => Counts.Sum(sum, p.Details.Scores, 1)),
    };
}

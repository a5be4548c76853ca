using ControlPlane.Data.Shadows;
using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Telemetry;

/// <summary>Forgets measurements whose time is over. Thread-safe; call it about once a minute.</summary>
public sealed class SeriesPurge(SeriesWriter writer, SeriesRetention retention, TimeProvider time)
{
    /// <summary>Purges once.</summary>
    /// <returns>How many rows went.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var outcome = await writer.RunAsync<int>(async (context, token) => await PurgeAsync(context, now, token), cancellationToken);
        return outcome.Value;
    }

    private async Task<int> PurgeAsync(SeriesContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var purged = await PurgeBucketsAsync(context, now, cancellationToken);
        foreach (var resolution in SeriesRetention.Resolutions)
        {
            var end = EndOf(retention.Of(resolution), now) - resolution;
            purged += await context.Points.Where(p => p.Resolution == resolution && p.Start < end).ExecuteDeleteAsync(cancellationToken);
            purged += await context.FeaturePoints.Where(p => p.Resolution == resolution && p.Start < end).ExecuteDeleteAsync(cancellationToken);
            purged += await context.FeedbackPoints.Where(p => p.Resolution == resolution && p.Start < end).ExecuteDeleteAsync(cancellationToken);
        }

        var answered = now - retention.Feedback - SeriesRetention.Grace;
        purged += await context.CountedFeedback.Where(f => f.AnsweredAt < answered).ExecuteDeleteAsync(cancellationToken);
        purged += await context.ShadowSamples.Where(s => s.AnsweredAt < now - ShadowSampleStore.Kept).ExecuteDeleteAsync(cancellationToken);
        return purged + await PurgeBootsAsync(context, now - retention.OneHour, cancellationToken);
    }

    // What no agent will send again is needed by nobody, but for numbers that cannot be true: they keep a promotion from happening for as long as a window may hold them.
    private async Task<int> PurgeBucketsAsync(SeriesContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var purged = await context.Buckets.SettledBefore((now - SeriesRetention.Settled).ToUnixTimeSeconds(), context.Boots).Plausible().ExecuteDeleteAsync(cancellationToken);
        return purged + await context.Buckets.SettledBefore(EndOf(retention.OneSecond, now), context.Boots).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task<int> PurgeBootsAsync(SeriesContext context, DateTimeOffset silentSince, CancellationToken cancellationToken)
    {
        var silent = context.Boots.Where(o => o.LastBatchAt < silentSince);
        var purged = await context.Buckets.Where(b => silent.Any(o => o.AgentId == b.AgentId && o.BootId == b.BootId)).ExecuteDeleteAsync(cancellationToken);
        purged += await context.Totals.Where(t => silent.Any(o => o.AgentId == t.AgentId && o.BootId == t.BootId)).ExecuteDeleteAsync(cancellationToken);
        return purged + await silent.ExecuteDeleteAsync(cancellationToken);
    }

    private static long EndOf(TimeSpan kept, DateTimeOffset now) => (now - kept - SeriesRetention.Grace).ToUnixTimeSeconds();
}

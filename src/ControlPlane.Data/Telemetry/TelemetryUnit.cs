using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Drift;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Telemetry;

/// <summary>
/// Sums one batch into the series: of each bucket only the difference to the copy before, in the transaction that keeps the copy.
/// So every point and total is, at any time, the sum of the newest copies.
/// </summary>
internal sealed class TelemetryUnit(SeriesContext context, string agentId, TelemetryBatch batch, DateTimeOffset now)
{
    /// <summary>Buckets that start later than this from now count in totals only: the agent's clock is wrong.</summary>
    public static readonly TimeSpan Future = TimeSpan.FromMinutes(2);

    /// <summary>Buckets that start earlier than this before now count in totals only.</summary>
    public static readonly TimeSpan Past = TimeSpan.FromDays(30);

    private readonly FeatureUnit _features = new(context);
    private readonly Dictionary<(string Endpoint, string Variant), VariantTotal> _totals = [];
    private Dictionary<(string Endpoint, int Resolution, long Start, string Variant, long RouteRevision), SeriesPoint> _points = [];

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var boot = await BootAsync(cancellationToken);
        var received = await ReceivedAsync(cancellationToken);
        foreach (var total in await context.Totals.Where(t => t.AgentId == agentId && t.BootId == batch.BootId).ToListAsync(cancellationToken))
            _totals.Add((total.Endpoint, total.Variant), total);
        await LoadPointsAsync(cancellationToken);
        await _features.LoadAsync(batch, cancellationToken);

        foreach (var bucket in batch.Buckets)
            Apply(bucket, boot, received);
        foreach (var counter in batch.Lifetime)
            TakeReported(counter);
        foreach (var counter in batch.Dropped)
            TakeDropped(counter);

        boot.Watermark = Math.Max(boot.Watermark, batch.OldestPending);
        boot.LastSequence = Math.Max(boot.LastSequence, batch.Sequence);
        boot.LastBatchAt = now;
    }

    private void Apply(
        TelemetryBucket bucket, TelemetryBoot boot, Dictionary<(long Start, string Endpoint, string Variant, long RouteRevision), ReceivedBucket> received)
    {
        var key = (bucket.Start, bucket.Endpoint, bucket.Variant, bucket.RouteRevision);
        if (!received.TryGetValue(key, out var row))
        {
            // What starts before the watermark was committed; without a row it is a copy of one that was purged since.
            if (bucket.Start < boot.Watermark)
            {
                boot.LateDuplicates++;
                return;
            }

            row = NewRow(bucket);
            received.Add(key, row);
            context.Buckets.Add(row);
        }

        if (bucket.Revision <= row.Revision)
            return;

        Sum(row, -1);
        row.Replace(bucket);
        Sum(row, 1);
    }

    private ReceivedBucket NewRow(TelemetryBucket bucket)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(Math.Min(bucket.Start, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
        return new ReceivedBucket
        {
            AgentId = agentId,
            BootId = batch.BootId,
            Start = bucket.Start,
            Endpoint = bucket.Endpoint,
            Variant = bucket.Variant,
            RouteRevision = bucket.RouteRevision,
            Version = bucket.Version,
            Seconds = bucket.Seconds,
            IsOutOfTime = start - now > Future || now - start > Past,
        };
    }

    private void Sum(ReceivedBucket row, int sign)
    {
        // A new row holds nothing yet, so there is nothing to take away.
        if (row.Revision == 0)
            return;

        var total = TotalOf(row.Endpoint, row.Variant);
        total.Requests += sign * row.Requests;
        total.Errors += sign * row.Errors;
        total.Diverted += sign * row.Diverted;
        if (row.IsOutOfTime)
            return;

        // A span that an outage merged is coarser than the finest points; it is shown where it fits.
        foreach (var resolution in SeriesRetention.Resolutions.Where(r => r >= row.Seconds))
            PointOf(row, resolution).Add(row, sign);
        _features.Add(row, sign);
    }

    private void TakeReported(LifetimeCounter counter)
    {
        var total = TotalOf(counter.Endpoint, counter.Variant);
        total.ReportedRequests = Math.Max(total.ReportedRequests, counter.Requests);
        total.ReportedErrors = Math.Max(total.ReportedErrors, counter.Errors);
    }

    private void TakeDropped(LifetimeCounter counter)
    {
        var total = TotalOf(counter.Endpoint, counter.Variant);
        total.DroppedRequests = Math.Max(total.DroppedRequests, counter.Requests);
        total.DroppedErrors = Math.Max(total.DroppedErrors, counter.Errors);
    }

    private VariantTotal TotalOf(string endpoint, string variant)
    {
        if (_totals.TryGetValue((endpoint, variant), out var total))
            return total;

        total = new VariantTotal { AgentId = agentId, BootId = batch.BootId, Endpoint = endpoint, Variant = variant };
        _totals.Add((endpoint, variant), total);
        context.Totals.Add(total);
        return total;
    }

    private SeriesPoint PointOf(ReceivedBucket row, int resolution)
    {
        var key = (row.Endpoint, resolution, SeriesSpan.AlignDown(row.Start, resolution), row.Variant, row.RouteRevision);
        if (_points.TryGetValue(key, out var point))
            return point;

        point = new SeriesPoint
        {
            Endpoint = row.Endpoint,
            Resolution = resolution,
            Start = key.Item3,
            Variant = row.Variant,
            RouteRevision = row.RouteRevision,
            Version = row.Version,
        };
        _points.Add(key, point);
        context.Points.Add(point);
        return point;
    }

    private async Task<TelemetryBoot> BootAsync(CancellationToken cancellationToken)
    {
        if (await context.Boots.FindAsync([agentId, batch.BootId], cancellationToken) is { } known)
            return known;

        var boot = new TelemetryBoot { AgentId = agentId, BootId = batch.BootId };
        context.Boots.Add(boot);
        return boot;
    }

    private async Task<Dictionary<(long Start, string Endpoint, string Variant, long RouteRevision), ReceivedBucket>> ReceivedAsync(CancellationToken cancellationToken)
    {
        var starts = batch.Buckets.Select(b => b.Start).Distinct().ToList();
        return await context.Buckets
            .Where(b => b.AgentId == agentId && b.BootId == batch.BootId && starts.Contains(b.Start))
            .ToDictionaryAsync(b => (b.Start, b.Endpoint, b.Variant, b.RouteRevision), cancellationToken);
    }

    private async Task LoadPointsAsync(CancellationToken cancellationToken)
    {
        var endpoints = batch.Buckets.Select(b => b.Endpoint).Distinct().ToList();
        var points = new List<SeriesPoint>();
        foreach (var resolution in SeriesRetention.Resolutions)
        {
            var starts = batch.Buckets.Select(b => SeriesSpan.AlignDown(b.Start, resolution)).Distinct().ToList();
            points.AddRange(await context.Points
                .Where(p => endpoints.Contains(p.Endpoint) && p.Resolution == resolution && starts.Contains(p.Start))
                .ToListAsync(cancellationToken));
        }

        _points = points.ToDictionary(p => (p.Endpoint, p.Resolution, p.Start, p.Variant, p.RouteRevision));
    }
}

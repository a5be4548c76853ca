using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Drift;
using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Telemetry;

/// <summary>
/// Sums batches into the series: of each bucket only the difference to the copy before, in the transaction that keeps the copy.
/// So every point of every resolution and every total is, at any time, the sum of the newest copies; there is nothing to catch up on after a crash.
/// </summary>
internal sealed class TelemetryUnit : IAsyncDisposable
{
    private readonly IReadOnlyList<DeliveredBatch> _group;
    private readonly SeriesContext _context;
    private readonly ReceivedCopies _copies;
    private readonly VariantTotals _totals;
    private readonly PointSums _points;
    private readonly FeatureSums _features;

    private TelemetryUnit(SeriesContext context, IReadOnlyList<DeliveredBatch> group)
    {
        _group = group;
        _context = context;
        _copies = new ReceivedCopies(context);
        _totals = new VariantTotals(context);
        _points = new PointSums(context);
        _features = new FeatureSums(context);
    }

    /// <summary>Sums a group of batches in their order, all of it or nothing.</summary>
    /// <returns>How many batches.</returns>
    public static async Task<Outcome<int>> ApplyAsync(SeriesContext context, IReadOnlyList<DeliveredBatch> group, CancellationToken cancellationToken)
    {
        await using var unit = new TelemetryUnit(context, group);
        await unit.ApplyAsync(cancellationToken);
        return group.Count;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _copies.DisposeAsync();

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var boots = await BootsAsync(cancellationToken);
        await _totals.LoadAsync(_group, cancellationToken);
        foreach (var delivered in _group)
            await ApplyAsync(delivered, boots[(delivered.AgentId, delivered.Batch.BootId)], cancellationToken);

        await using var written = new RowUpsert<TelemetryBoot>(_context);
        await written.WriteAsync([.. boots.Values], cancellationToken);
        await _totals.SaveAsync(cancellationToken);
        await _points.SaveAsync(cancellationToken);
        await _features.SaveAsync(cancellationToken);
    }

    // The boots of the group and no others: an agent has had hundreds of them after a year.
    private async Task<IReadOnlyDictionary<(string AgentId, string BootId), TelemetryBoot>> BootsAsync(CancellationToken cancellationToken)
    {
        var (agents, ids) = (_group.Select(d => d.AgentId).Distinct().ToList(), _group.Select(d => d.Batch.BootId).Distinct().ToList());
        var known = await _context.Boots.AsNoTracking().Where(b => agents.Contains(b.AgentId) && ids.Contains(b.BootId)).ToDictionaryAsync(b => (b.AgentId, b.BootId), cancellationToken);
        return _group.Select(d => (d.AgentId, d.Batch.BootId)).Distinct().ToDictionary(
            key => key, key => known.GetValueOrDefault(key) ?? new TelemetryBoot { AgentId = key.AgentId, BootId = key.BootId });
    }

    private async Task ApplyAsync(DeliveredBatch delivered, TelemetryBoot boot, CancellationToken cancellationToken)
    {
        var batch = delivered.Batch;
        await _copies.BeginAsync(delivered, boot.Watermark, cancellationToken);
        foreach (var bucket in batch.Buckets)
        {
            switch (await _copies.TakeAsync(bucket, cancellationToken))
            {
                case { IsLate: true }:
                    boot.LateDuplicates++;
                    break;
                case { Row: { } row, IsNew: true }:
                    Sum(row, 1);
                    break;
                case { Row: { } older } when bucket.Revision > older.Revision:
                    Sum(older, -1);
                    older.Replace(bucket);
                    await _copies.ReplaceAsync(older, cancellationToken);
                    Sum(older, 1);
                    break;
            }
        }

        foreach (var counter in batch.Lifetime)
            _totals.Of(boot, counter.Endpoint, counter.Variant).TakeReported(counter);
        foreach (var counter in batch.Dropped)
            _totals.Of(boot, counter.Endpoint, counter.Variant).TakeDropped(counter);
        boot.Watermark = Math.Max(boot.Watermark, batch.OldestPending);
        boot.LastSequence = Math.Max(boot.LastSequence, batch.Sequence);
        boot.LastBatchAt = delivered.At;

        void Sum(ReceivedBucket row, int sign)
        {
            _totals.Of(boot, row.Endpoint, row.Variant).Add(row, sign);
            if (row.IsOutOfTime)
                return;
            _points.Add(row, sign);
            _features.Add(row, sign);
        }
    }
}

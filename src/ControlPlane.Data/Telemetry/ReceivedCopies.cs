using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Agents;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Telemetry;

/// <summary>
/// Keeps the newest copy of each bucket of a batch. Nearly all come for the first time, so rows are added first and the earlier copies are read only when one turns out to be there.
/// Belongs to one unit of work.
/// </summary>
internal sealed class ReceivedCopies(SeriesContext context) : IAsyncDisposable
{
    /// <summary>Buckets that start later than this from now, also when a wrong clock is put right, count in totals only.</summary>
    public static readonly TimeSpan Future = TimeSpan.FromMinutes(2);

    /// <summary>Buckets that start earlier than this before now count in totals only.</summary>
    public static readonly TimeSpan Past = TimeSpan.FromDays(30);

    private readonly RowUpsert<ReceivedBucket> _rows = new(context);
    private readonly Dictionary<TelemetryBucket, ReceivedBucket> _added = new(ReferenceEqualityComparer.Instance);
    private DeliveredBatch _delivered = null!;
    private long _watermark;
    private Dictionary<(long Start, string Endpoint, string Variant, long RouteRevision), ReceivedBucket>? _earlier;

    /// <summary>The next batch.</summary>
    /// <param name="delivered">The batch.</param>
    /// <param name="watermark">Its boot's mark before it: what starts earlier was committed.</param>
    /// <param name="cancellationToken">Gives the unit up.</param>
    public async ValueTask BeginAsync(DeliveredBatch delivered, long watermark, CancellationToken cancellationToken)
    {
        (_delivered, _watermark, _earlier) = (delivered, watermark, null);
        _added.Clear();
        List<TelemetryBucket> open = [.. delivered.Batch.Buckets.Where(b => b.Start >= watermark)];
        var rows = open.ConvertAll(NewRow);
        var isAdded = await _rows.TryInsertAsync(rows, cancellationToken);
        for (var index = 0; index < open.Count; index++)
        {
            if (isAdded[index])
                _added.Add(open[index], rows[index]);
        }
    }

    /// <summary>The copy of a bucket that came for the first time, or the one before of one that did not.</summary>
    public async ValueTask<BucketCopy> TakeAsync(TelemetryBucket bucket, CancellationToken cancellationToken)
    {
        if (_added.Remove(bucket, out var added))
            return new BucketCopy(added, IsNew: true);

        _earlier ??= await EarlierAsync(cancellationToken);
        var key = (bucket.Start, bucket.Endpoint, bucket.Variant, bucket.RouteRevision);
        if (_earlier.TryGetValue(key, out var row))
            return new BucketCopy(row, IsNew: false);

        // What starts before the watermark was committed; without a row it is a copy of one that was purged since.
        return bucket.Start < _watermark
            ? BucketCopy.Late
            : throw new InvalidOperationException($"The row of bucket {key} is there and cannot be read.");
    }

    /// <summary>Puts a newer copy in the place of the one before.</summary>
    public ValueTask ReplaceAsync(ReceivedBucket row, CancellationToken cancellationToken) => _rows.WriteAsync(row, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    private ReceivedBucket NewRow(TelemetryBucket bucket)
    {
        var shift = (long)AgentClock.Correction(_delivered.Batch.SentAt - _delivered.At).TotalSeconds;
        var seconds = Math.Clamp(bucket.Start + shift, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        var start = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var row = new ReceivedBucket
        {
            AgentId = _delivered.AgentId,
            BootId = _delivered.Batch.BootId,
            Start = bucket.Start,
            Endpoint = bucket.Endpoint,
            Variant = bucket.Variant,
            RouteRevision = bucket.RouteRevision,
            Shift = shift,
            IsOutOfTime = start - _delivered.At > Future || _delivered.At - start > Past,
        };
        row.Replace(bucket);
        return row;
    }

    private async Task<Dictionary<(long Start, string Endpoint, string Variant, long RouteRevision), ReceivedBucket>> EarlierAsync(CancellationToken cancellationToken)
    {
        var (agentId, bootId) = (_delivered.AgentId, _delivered.Batch.BootId);
        var starts = _delivered.Batch.Buckets.Select(b => b.Start).Distinct().ToList();
        return await context.Buckets.AsNoTracking()
            .Where(b => b.AgentId == agentId && b.BootId == bootId && starts.Contains(b.Start))
            .ToDictionaryAsync(b => (b.Start, b.Endpoint, b.Variant, b.RouteRevision), cancellationToken);
    }
}

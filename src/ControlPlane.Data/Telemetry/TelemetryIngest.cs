using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Data.Telemetry;

/// <summary>
/// Takes what agents measured. Batches may come twice, late or out of order; totals are exact all the same,
/// because buckets carry absolute totals under an identity and a revision. Thread-safe singleton.
/// </summary>
public sealed class TelemetryIngest(SeriesWriter writer, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Waiting batches or units from which on agents are asked to hold back.</summary>
    public const int BusyDepth = 200;

    /// <summary>How long they hold back.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly GroupWriter<DeliveredBatch> _groups = new(writer, d => d.Batch.Buckets.Count, TelemetryBatchRule.MaximumBuckets, TelemetryUnit.ApplyAsync);

    /// <summary>Batches that wait; a signal of health.</summary>
    public int Depth => _groups.Depth;

    /// <summary>Commits a batch; the receipt may be sent once this returns.</summary>
    /// <returns>Refusals: <see cref="TelemetryRefusals.Invalid"/>, <c>sketch_malformed</c>; nothing of the batch is kept then.</returns>
    public async Task<Outcome<TelemetryReceipt>> TakeAsync(AgentId agent, TelemetryBatch batch, CancellationToken cancellationToken)
    {
        if (TelemetryBatchRule.Check(batch) is { } refusal)
            return refusal;

        var isBusy = _groups.Depth >= BusyDepth || writer.Depth >= BusyDepth;
        await _groups.WriteAsync(new DeliveredBatch(agent.Value, batch, time.GetUtcNow()), cancellationToken);
        return new TelemetryReceipt(batch.Sequence, isBusy ? RetryAfter : null);
    }

    /// <summary>Sums what waits, then stops.</summary>
    public ValueTask DisposeAsync() => _groups.DisposeAsync();
}

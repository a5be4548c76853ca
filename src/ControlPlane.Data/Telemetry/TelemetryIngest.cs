using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Data.Telemetry;

/// <summary>
/// Takes what agents measured. Batches may come twice, late or out of order; totals are exact all the same,
/// because buckets carry absolute totals under an identity and a revision. Thread-safe.
/// </summary>
public sealed class TelemetryIngest(SeriesWriter writer, TimeProvider time)
{
    /// <summary>Waiting units from which on agents are asked to hold back.</summary>
    public const int BusyDepth = 200;

    /// <summary>How long they hold back.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Commits a batch; the receipt may be sent once this returns.</summary>
    /// <returns>Refusals: <see cref="TelemetryRefusals.Invalid"/>, <c>sketch_malformed</c>; nothing of the batch is kept then.</returns>
    public async Task<Outcome<TelemetryReceipt>> TakeAsync(AgentId agent, TelemetryBatch batch, CancellationToken cancellationToken)
    {
        if (TelemetryBatchRule.Check(batch) is { } refusal)
            return refusal;

        var isBusy = writer.Depth >= BusyDepth;
        var now = time.GetUtcNow();
        return await writer.RunAsync<TelemetryReceipt>(
            async (context, token) =>
            {
                await new TelemetryUnit(context, agent.Value, batch, now).ApplyAsync(token);
                return new TelemetryReceipt(batch.Sequence, isBusy ? RetryAfter : null);
            },
            cancellationToken);
    }
}

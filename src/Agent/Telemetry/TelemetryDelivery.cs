using System.Text.Json;
using ControlPlane.AgentHost.Connection;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// Brings the ledger's buckets to the control plane: fresh ones first, on the hub where they fit;
/// what has gathered follows in longer batches over HTTP.
/// One owner.
/// </summary>
internal sealed class TelemetryDelivery(
    TelemetryLedger ledger,
    ControlPlaneContact contact,
    ITelemetryUpload upload,
    BackoffPolicy backoff,
    TimeProvider time,
    ILogger<TelemetryDelivery> logger)
{
    /// <summary>Longest batch that goes over HTTP, bytes of JSON.</summary>
    public const int UploadLimit = 512 * 1024;

    // Leaves room for the envelope and the lifetime counters.
    private const int FreshLimit = TelemetryBatch.HubLimit * 3 / 4;

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);
    private readonly Pause _pause = new(time);
    private int _failures;

    /// <summary>Delivers until nothing waits, something fails, or the control plane asks for patience.</summary>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        while (_pause.IsOver && (ledger.ComposeFresh(FreshLimit) ?? ledger.ComposeOldest(UploadLimit)) is { } composed)
        {
            try
            {
                var receipt = await SendAsync(composed.Batch, cancellationToken);
                ledger.Acknowledge(composed);
                contact.Note();
                _failures = 0;
                _pause.Begin(receipt.RetryAfter ?? TimeSpan.Zero);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // The buckets stay; with every failure the next try comes later, so that a fleet does not knock in step.
                _pause.Begin(backoff.DelayOf(_failures++));
                logger.DeliveryFailed(e.Message);
                return;
            }
        }
    }

    private async Task<TelemetryReceipt> SendAsync(TelemetryBatch batch, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(batch, ContractsJsonContext.Default.TelemetryBatch).Length;
        return contact.Session is { } session && bytes <= TelemetryBatch.HubLimit
            ? await session.Hub.Telemetry(batch).WaitAsync(AnswerTimeout, time, cancellationToken)
            : await upload.UploadAsync(batch, cancellationToken);
    }
}

using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Connection;

/// <summary>The way for telemetry that is too long for the hub.</summary>
internal interface ITelemetryUpload
{
    /// <summary>Sends a batch; answers after it was committed.</summary>
    /// <exception cref="HttpRequestException">It was not accepted; the batch must be sent again.</exception>
    Task<TelemetryReceipt> UploadAsync(TelemetryBatch batch, CancellationToken cancellationToken);
}

namespace ControlPlane.Contracts.Telemetry;

/// <summary>Every bucket of the batch is committed. Immutable.</summary>
/// <param name="Sequence">The batch.</param>
/// <param name="RetryAfter">Null; or how long to hold further batches back, because the control plane is behind.</param>
public sealed record TelemetryReceipt(long Sequence, TimeSpan? RetryAfter = null);

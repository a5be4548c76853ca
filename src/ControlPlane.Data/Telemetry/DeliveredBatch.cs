using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Telemetry;

/// <summary>A batch that waits to be summed. Immutable.</summary>
/// <param name="AgentId">Its sender.</param>
/// <param name="Batch">The batch.</param>
/// <param name="At">When it arrived.</param>
internal sealed record DeliveredBatch(string AgentId, TelemetryBatch Batch, DateTimeOffset At);

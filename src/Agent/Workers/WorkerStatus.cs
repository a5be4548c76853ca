namespace ControlPlane.AgentHost.Workers;

/// <summary>How the process of a model is. Immutable.</summary>
/// <param name="IsUp">False between its end and the answer of the next one.</param>
/// <param name="ProcessId">Of the present one, or the last.</param>
/// <param name="Ends">How often one ended that should not.</param>
/// <param name="LastEnd">How the last of these ended, in words; null when none did.</param>
/// <param name="LastEndAt">When that was; null when none did.</param>
internal sealed record WorkerStatus(bool IsUp, int ProcessId, int Ends, string? LastEnd, DateTimeOffset? LastEndAt);

using ControlPlane.AgentHost.Connection;

namespace ControlPlane.AgentHost.Workers;

/// <summary>How processes of models are kept. Immutable.</summary>
/// <param name="Folder">Where their sockets are.</param>
/// <param name="Backoff">Delays before one is started again.</param>
/// <param name="Time">Measures.</param>
/// <param name="LongestRun">See <see cref="ModelWorker.LongestRun"/>.</param>
internal sealed record WorkerSettings(string Folder, BackoffPolicy Backoff, TimeProvider Time, TimeSpan LongestRun);

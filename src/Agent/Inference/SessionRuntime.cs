using ControlPlane.AgentHost.Workers;

namespace ControlPlane.AgentHost.Inference;

/// <summary>A model whose sessions are in this process. Immutable, thread-safe.</summary>
internal sealed class SessionRuntime(ModelSessions sessions, ModelSignature signature, TimeProvider time) : IModelRuntime
{
    /// <inheritdoc />
    public int SessionCount => sessions.Count;

    /// <inheritdoc />
    public WorkerStatus? Worker => null;

    /// <inheritdoc />
    public InferenceLane CreateLane(int session) => new(sessions, signature, time, session);

    public void Dispose() => sessions.Dispose();
}

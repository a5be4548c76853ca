using ControlPlane.AgentHost.Workers;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Where a loaded model runs. Thread-safe; disposed when nobody uses the model any more.</summary>
internal interface IModelRuntime : IDisposable
{
    /// <summary>Sessions that run it, at least one.</summary>
    int SessionCount { get; }

    /// <summary>How its own process is; null for one that runs in this process.</summary>
    WorkerStatus? Worker { get; }

    /// <summary>A lane of one of the sessions.</summary>
    InferenceLane CreateLane(int session);
}

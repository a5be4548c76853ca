namespace ControlPlane.AgentHost.Inference;

/// <summary>Why a call of a loaded model yields no answer.</summary>
internal static class InferenceCodes
{
    /// <summary>The model raised an error while running.</summary>
    public const string ModelFailed = "model_failed";

    /// <summary>The caller's time was up.</summary>
    public const string DeadlineExceeded = "deadline_exceeded";

    /// <summary>The caller has gone away.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The model's own process ended before it answered.</summary>
    public const string WorkerLost = "worker_lost";
}

namespace ControlPlane.AgentHost.Routing;

/// <summary>Tells when everything that the disk alone allows is loaded and warm, so that the data port may open. Singleton, thread-safe.</summary>
internal sealed class RestoredSignal
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it is so.</summary>
    public Task Restored => _source.Task;

    /// <summary>It is so.</summary>
    public void Complete() => _source.TrySetResult();
}

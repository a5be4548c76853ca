namespace ControlPlane.AgentHost.Mirroring;

/// <summary>The one thread on which shadows run, of lower priority than those that answer callers: shadows get what is left. Singleton.</summary>
internal sealed class MirrorWorker(MirrorQueue queue, MirrorRunner runner, MirrorLimits limits) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var stopping = _stopping.Token;
        new Thread(() => Work(stopping)) { IsBackground = true, Name = "shadows", Priority = ThreadPriority.BelowNormal }.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _ended.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private void Work(CancellationToken stopping)
    {
        NativePriority.LowerThisThread(NativePriority.Shadows);
        try
        {
            // Looked at before each wait, because the queue may be gone when a long run ends after the agent has stopped waiting for it.
            while (!stopping.IsCancellationRequested)
            {
                queue.Wait(stopping);
                stopping.WaitHandle.WaitOne(limits.Gathering);
                while (!stopping.IsCancellationRequested && queue.TryTake() is { } copy)
                    runner.Run(copy);
            }
        }
        catch (OperationCanceledException)
        {
            // The agent stops.
        }
        finally
        {
            _ended.SetResult();
        }
    }
}

namespace ControlPlane.AgentHost.Workers;

/// <summary>A connection of a lane to the process of its model. One call at a time; <see cref="CancelCall"/> from any thread.</summary>
internal sealed class WorkerConnection(WorkerProcess process, FrameSocket socket, int lane) : IDisposable
{
    private int _call;

    public WorkerProcess Process { get; } = process;

    public FrameSocket Socket { get; } = socket;

    /// <summary>Number of the call to come.</summary>
    public int NextCall() => _call = (_call + 1) & int.MaxValue;

    /// <summary>Has the present run ended; it answers nevertheless.</summary>
    public void CancelCall() => Process.Cancel(lane, _call);

    /// <summary>Waits for the end of a run whose caller was answered, and ends the process when there is none.</summary>
    public async Task AwaitEndAsync(TimeSpan limit, TimeProvider time)
    {
        using var late = new CancellationTokenSource(limit, time);
        try
        {
            await Socket.WaitAsync(late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Process.Kill($"a run did not end within {limit.TotalSeconds:0.#} s");
        }
        catch (System.Net.Sockets.SocketException)
        {
            // The process has ended, which its keeper sees.
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose() => Socket.Dispose();
}

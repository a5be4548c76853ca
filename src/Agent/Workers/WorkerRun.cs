using System.Net.Sockets;
using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Workers;

/// <summary>Runs a lane's calls in the model's own process, over a connection that is made on first need and again after the process was. One call at a time.</summary>
internal sealed class WorkerRun(ModelWorker worker) : ILaneRun
{
    // The process ends a run itself; this much later it is late.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    private readonly NativeBuffer _memory = new();
    private WorkerConnection? _connection;

    /// <inheritdoc />
    public long HeldBytes => _memory.Capacity;

    /// <inheritdoc />
    public Refusal? Run(LaneInput[] inputs, LaneOutput[] outputs, TimeSpan? remaining, CancellationToken caller, out long cpuNanoseconds)
    {
        cpuNanoseconds = 0;
        // They show the memory that this call is about to use.
        foreach (var output in outputs)
            output.Forget();
        if (caller.IsCancellationRequested)
            return new Refusal(InferenceCodes.Cancelled, "The caller went away before the run.");
        if (Connected() is not { } connection)
            return worker.Lost();

        var limit = worker.RunLimit;
        var isCallersLimit = remaining + Grace < limit;
        try
        {
            return Exchange(connection, inputs, outputs, remaining, isCallersLimit ? remaining!.Value + Grace : limit, caller, out cpuNanoseconds);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            return isCallersLimit ? Overdue(connection, remaining!.Value, limit) : Hung(connection, limit);
        }
        catch (SocketException)
        {
            return Drop();
        }
        catch (InvalidDataException e)
        {
            // Outputs may show part of what came.
            foreach (var output in outputs)
                output.Forget();
            connection.Process.Kill($"it answered what is no answer: {e.Message}");
            return Drop();
        }
    }

    /// <inheritdoc />
    public void MemoryMoved()
    {
        // Frames are laid out anew for every call.
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _memory.Dispose();
    }

    private WorkerConnection? Connected()
    {
        if (_connection is { } connection && connection.Process == worker.Current)
            return connection;

        _connection?.Dispose();
        return _connection = worker.Current?.Connect();
    }

    private Refusal? Exchange(
        WorkerConnection connection, LaneInput[] inputs, LaneOutput[] outputs, TimeSpan? remaining, TimeSpan timeout, CancellationToken caller, out long cpuNanoseconds)
    {
        var size = FrameSocket.LengthBytes + CallFrame.SizeOf(inputs);
        _memory.EnsureCapacity(size);
        var number = connection.NextCall();
        CallFrame.Write(_memory.Span(size)[FrameSocket.LengthBytes..], inputs, remaining, number);
        connection.Socket.Timeout = timeout;
        connection.Socket.Send(_memory.Span(size));
        using var abandoned = caller.UnsafeRegister(static state => ((WorkerConnection)state!).CancelCall(), connection);
        var received = connection.Socket.Receive(_memory);
        if (received == 0)
        {
            cpuNanoseconds = 0;
            return Drop();
        }

        return AnswerFrame.Show(
            _memory.Address + FrameSocket.LengthBytes, _memory.Span(received)[FrameSocket.LengthBytes..], outputs, out cpuNanoseconds);
    }

    private Refusal Overdue(WorkerConnection connection, TimeSpan remaining, TimeSpan limit)
    {
        // The run goes on behind the answer, and is one that hangs when it goes on for too long.
        _connection = null;
        _ = connection.AwaitEndAsync(limit, worker.Time);
        return new Refusal(InferenceCodes.DeadlineExceeded, $"The run did not end within the {remaining.TotalMilliseconds:0.###} ms that were left for it.");
    }

    private Refusal Hung(WorkerConnection connection, TimeSpan limit)
    {
        connection.Process.Kill($"a run did not end within {limit.TotalSeconds:0.#} s");
        return Drop();
    }

    private Refusal Drop()
    {
        _connection?.Dispose();
        _connection = null;
        return worker.Lost();
    }
}

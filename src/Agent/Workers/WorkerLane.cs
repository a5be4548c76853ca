using System.Net.Sockets;
using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Workers;

/// <summary>One connection inside the process of a model: call by call, on one thread. <see cref="Cancel"/> from any thread.</summary>
internal sealed class WorkerLane(Socket connection, LoadedModel model) : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _abandoned = new();
    private int _call;

    /// <summary>Answers until the agent closes the connection.</summary>
    public void Serve()
    {
        using var frames = new FrameSocket(connection);
        using var memory = new NativeBuffer();
        var lane = model.Lanes.Rent();
        try
        {
            while (frames.Receive(memory) is > 0 and var received)
                Answer(frames, memory, memory.Span(received)[FrameSocket.LengthBytes..], lane);
        }
        catch (SocketException)
        {
            // The agent has closed it, or is gone.
        }
        finally
        {
            model.Lanes.Return(lane);
        }
    }

    public void Dispose() => _abandoned.Dispose();

    /// <summary>Ends the run of a call; one that has ended already stays as it is.</summary>
    public void Cancel(int call)
    {
        lock (_gate)
        {
            if (call == _call)
                _abandoned.Cancel();
        }
    }

    private void Answer(FrameSocket frames, NativeBuffer memory, ReadOnlySpan<byte> frame, InferenceLane lane)
    {
        var (remaining, number) = CallFrame.Read(frame, lane);
        if (lane.Run(remaining, Begin(number)) is { } refusal)
        {
            frames.Send([.. new byte[FrameSocket.LengthBytes], .. AnswerFrame.Of(refusal)]);
            return;
        }

        var size = FrameSocket.LengthBytes + AnswerFrame.SizeOf(lane.Outputs);
        memory.EnsureCapacity(size);
        AnswerFrame.Write(memory.Span(size)[FrameSocket.LengthBytes..], lane.Outputs, lane.CpuNanoseconds);
        frames.Send(memory.Span(size));
        lane.Forget();
    }

    private CancellationToken Begin(int call)
    {
        lock (_gate)
        {
            _call = call;
            if (!_abandoned.TryReset())
            {
                _abandoned.Dispose();
                _abandoned = new CancellationTokenSource();
            }

            return _abandoned.Token;
        }
    }
}

using System.Buffers.Binary;
using System.Net.Sockets;
using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Workers;

/// <summary>Sends and receives frames, each behind its length, on the calling thread. One at a time.</summary>
internal sealed class FrameSocket(Socket socket) : IDisposable
{
    /// <summary>Bytes before a frame.</summary>
    public const int LengthBytes = sizeof(long);

    // More than any answer; a length that is more is no length.
    private const int LargestFrame = 1 << 30;
    private const int FirstRead = 16 << 10;

    /// <summary>How long to wait for a frame to begin or to go on; zero for ever.</summary>
    public TimeSpan Timeout
    {
        set
        {
            var milliseconds = (int)Math.Min(int.MaxValue, Math.Ceiling(value.TotalMilliseconds));
            if (socket.ReceiveTimeout != milliseconds)
                (socket.ReceiveTimeout, socket.SendTimeout) = (milliseconds, milliseconds);
        }
    }

    /// <summary>Sends a frame that lies behind room for its length.</summary>
    /// <exception cref="SocketException">The other end is gone, or does not read in time.</exception>
    public void Send(Span<byte> lengthAndFrame)
    {
        BinaryPrimitives.WriteInt64LittleEndian(lengthAndFrame, lengthAndFrame.Length - LengthBytes);
        for (ReadOnlySpan<byte> rest = lengthAndFrame; !rest.IsEmpty;)
            rest = rest[socket.Send(rest)..];
    }

    /// <summary>Receives a frame; it lies behind its length in the memory.</summary>
    /// <returns>Length of both; 0 when the other end is gone.</returns>
    /// <exception cref="SocketException">The other end has ended, or nothing came in time.</exception>
    /// <exception cref="InvalidDataException">What came is no frame.</exception>
    public int Receive(NativeBuffer memory)
    {
        memory.EnsureCapacity(FirstRead);
        var received = 0;
        while (received < LengthBytes)
        {
            var count = socket.Receive(memory.Span((int)memory.Capacity)[received..]);
            if (count == 0)
                return 0;
            received += count;
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(memory.Span(LengthBytes));
        if (length is < 0 or > LargestFrame || received > length + LengthBytes)
            throw new InvalidDataException($"A frame of {length} bytes is none.");
        return Receive(memory, received, (int)length + LengthBytes);
    }

    /// <summary>Completes when anything comes, or the other end is gone.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await socket.ReceiveAsync(new byte[1], cancellationToken).ConfigureAwait(false);

    public void Dispose() => socket.Dispose();

    private int Receive(NativeBuffer memory, int received, int whole)
    {
        if (whole > memory.Capacity)
        {
            // What lies there is lost when memory moves.
            var begun = memory.Span(received).ToArray();
            memory.EnsureCapacity(whole);
            begun.CopyTo(memory.Span(received));
        }

        while (received < whole)
        {
            var count = socket.Receive(memory.Span(whole)[received..]);
            if (count == 0)
                return 0;
            received += count;
        }

        return whole;
    }
}

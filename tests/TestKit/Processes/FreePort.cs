using System.Net;
using System.Net.Sockets;

namespace ControlPlane.TestKit.Processes;

/// <summary>
/// Loopback ports that nobody listens on at this moment, each given once in a process.
/// They lie below those that the operating system takes for outgoing connections, so that none of these can take one before its owner listens.
/// </summary>
public static class FreePort
{
    private const int First = 10_000;
    private const int Count = 20_000;

    private static readonly Lock Gate = new();

    // Processes begin at different places, so that two that run side by side rarely look at the same port.
    private static int _next = Environment.ProcessId * 61 % Count;

    /// <summary>One port.</summary>
    public static int Next() => Block(1);

    /// <summary>The first of so many ports in a row; the first is a multiple of their number.</summary>
    public static int Block(int size)
    {
        lock (Gate)
        {
            for (var looked = 0; looked < Count; looked += size)
            {
                _next = (_next + size - 1) / size * size % Count;
                var start = First + _next;
                _next += size;
                if (Enumerable.Range(start, size).All(IsFree))
                    return start;
            }
        }

        throw new InvalidOperationException("No port is free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

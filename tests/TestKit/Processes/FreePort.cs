using System.Net;
using System.Net.Sockets;

namespace ControlPlane.TestKit.Processes;

/// <summary>Loopback ports that nobody listens on at this moment.</summary>
public static class FreePort
{
    /// <summary>Asks the operating system for one.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

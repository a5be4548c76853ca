using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace ControlPlane.AgentHost.Connection;

/// <summary>Opens WebSockets to the hub with the agent's credential; without negotiation, because there is only one transport. Thread-safe.</summary>
internal sealed class WebSocketConnectionFactory(AgentIdentity identity, TimeProvider time) : IConnectionFactory
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {identity.Credential}");

            // SignalR has its own keep-alive.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            using var timeout = new CancellationTokenSource(ConnectTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, either.Token);
            return new WebSocketConnection(socket, Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

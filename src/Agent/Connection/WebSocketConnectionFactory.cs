using System.Net;
using System.Net.WebSockets;
using ControlPlane.Contracts.Keys;
using Microsoft.AspNetCore.Connections;

namespace ControlPlane.AgentHost.Connection;

/// <summary>Opens WebSockets to the hub with the agent's credential and proof; without negotiation, because there is only one transport. Thread-safe.</summary>
internal sealed class WebSocketConnectionFactory(AgentProver prover, TimeProvider time) : IConnectionFactory
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        using var timeout = new CancellationTokenSource(ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var address = ((UriEndPoint)endpoint).Uri;
        var first = NewSocket();
        try
        {
            return await OpenAsync(first, address, either.Token);
        }
        catch (WebSocketException) when (first.HttpStatusCode == HttpStatusCode.Unauthorized && prover.Take(NonceOf(first)))
        {
            return await OpenAsync(NewSocket(), address, either.Token);
        }
    }

    private async Task<ConnectionContext> OpenAsync(ClientWebSocket socket, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (name, value) in prover.HeadersOf(HttpMethod.Get.Method, address))
                socket.Options.SetRequestHeader(name, value);
            await socket.ConnectAsync(address, cancellationToken);
            return new WebSocketConnection(socket, Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static ClientWebSocket NewSocket()
    {
        var socket = new ClientWebSocket();

        // SignalR has its own keep-alive.
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        socket.Options.CollectHttpResponseDetails = true;
        return socket;
    }

    private static string? NonceOf(ClientWebSocket socket) =>
        socket.HttpResponseHeaders?.FirstOrDefault(h => h.Key.Equals(KeyProof.NonceHeader, StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
}

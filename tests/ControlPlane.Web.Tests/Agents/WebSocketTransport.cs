using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using ControlPlane.Contracts.Keys;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ControlPlane.Web.Tests.Agents;

/// <summary>A hub connection over one WebSocket, without negotiation, that can stop reading.</summary>
internal sealed class WebSocketTransport : ConnectionContext, IConnectionInherentKeepAliveFeature
{
    private readonly ClientWebSocket _socket = new();
    private readonly Pipe _incoming = new();
    private readonly Pipe _outgoing = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly ManualResetEventSlim _reading = new(initialState: true);
    private Task _pumping = Task.CompletedTask;

    private WebSocketTransport()
    {
        Transport = new PipePair(_incoming.Reader, _outgoing.Writer);
        Features.Set<IConnectionInherentKeepAliveFeature>(this);
        ConnectionClosed = _closing.Token;
    }

    public override string ConnectionId { get; set; } = "fake agent";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    public bool HasInherentKeepAlive => false;

    /// <summary>From now on nothing more is taken off the network, as by a process that hangs.</summary>
    public void StopReading() => _reading.Reset();

    /// <summary>Connects as an agent; once more when the control plane hands out a nonce.</summary>
    public static async Task<WebSocketTransport> ConnectAsync(Uri address, FakeAgent? agent, CancellationToken cancellation)
    {
        var first = new WebSocketTransport();
        try
        {
            return await first.OpenAsync(address, agent, cancellation);
        }
        catch (WebSocketException) when (first._socket.HttpStatusCode == HttpStatusCode.Unauthorized && agent is not null && NonceOf(first._socket) is { } nonce)
        {
            agent.Key.Nonce = nonce;
            return await new WebSocketTransport().OpenAsync(address, agent, cancellation);
        }
    }

    private static string? NonceOf(ClientWebSocket socket) =>
        socket.HttpResponseHeaders?.FirstOrDefault(h => h.Key.Equals(KeyProof.NonceHeader, StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();

    private async Task<WebSocketTransport> OpenAsync(Uri address, FakeAgent? agent, CancellationToken cancellation)
    {
        _socket.Options.CollectHttpResponseDetails = true;
        if (agent is not null)
        {
            var (authorization, proof) = ProvingHandler.HeadersOf(agent, "GET", address);
            _socket.Options.SetRequestHeader("Authorization", authorization);
            _socket.Options.SetRequestHeader(KeyProof.Header, proof);
        }

        // A small window, so that a reader that has stopped is felt by the sender soon.
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 4_096 };
            await socket.ConnectAsync(context.DnsEndPoint, token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        };
        await _socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, new HttpMessageInvoker(handler, disposeHandler: false), cancellation);
        _pumping = Task.WhenAll(Task.Run(ReceiveAsync, CancellationToken.None), Task.Run(SendAsync, CancellationToken.None));
        return this;
    }

    public override async ValueTask DisposeAsync()
    {
        _reading.Set();
        await _closing.CancelAsync();
        _socket.Abort();
        await _pumping;
        _socket.Dispose();
        await base.DisposeAsync();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var memory = _incoming.Writer.GetMemory(4_096);
                var received = await _socket.ReceiveAsync(memory, _closing.Token);
                _reading.Wait(_closing.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                _incoming.Writer.Advance(received.Count);
                await _incoming.Writer.FlushAsync(_closing.Token);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The connection ended; the hub connection hears it from the pipe.
        }

        await _incoming.Writer.CompleteAsync();
        await _outgoing.Reader.CompleteAsync();
        await _closing.CancelAsync();
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                var read = await _outgoing.Reader.ReadAsync(_closing.Token);
                foreach (var segment in read.Buffer)
                    await _socket.SendAsync(segment, WebSocketMessageType.Text, endOfMessage: true, _closing.Token);
                _outgoing.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    break;
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // The connection ended.
        }
    }

    private sealed record PipePair(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}

using System.IO.Pipelines;
using System.Net.Sockets;
using System.Net.WebSockets;
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

    public static async Task<WebSocketTransport> ConnectAsync(Uri address, string? credential, CancellationToken cancellation)
    {
        var transport = new WebSocketTransport();
        if (credential is not null)
            transport._socket.Options.SetRequestHeader("Authorization", $"Bearer {credential}");

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
        await transport._socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, new HttpMessageInvoker(handler, disposeHandler: false), cancellation);
        transport._pumping = Task.WhenAll(Task.Run(transport.ReceiveAsync, CancellationToken.None), Task.Run(transport.SendAsync, CancellationToken.None));
        return transport;
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

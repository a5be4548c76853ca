using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace ControlPlane.AgentHost.Connection;

/// <summary>
/// A WebSocket as the duplex pipe that SignalR's client wants. Both pipes are bounded, so a side that does not read stops the other.
/// Takes the place of the transport package, which not every feed carries.
/// </summary>
internal sealed class WebSocketConnection : ConnectionContext
{
    private const int BufferedBytes = 1 << 20;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly ClientWebSocket _socket;
    private readonly TimeProvider _time;
    private readonly Pipe _inbound = new(new PipeOptions(pauseWriterThreshold: BufferedBytes, resumeWriterThreshold: BufferedBytes / 2));
    private readonly Pipe _outbound = new(new PipeOptions(pauseWriterThreshold: BufferedBytes, resumeWriterThreshold: BufferedBytes / 2));
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _receiving;
    private readonly Task _sending;
    private int _isDisposed;

    /// <summary>Takes over a socket that is open.</summary>
    public WebSocketConnection(ClientWebSocket socket, string connectionId, TimeProvider time)
    {
        _socket = socket;
        _time = time;
        ConnectionId = connectionId;
        ConnectionClosed = _closed.Token;
        Transport = new DuplexPipe(_inbound.Reader, _outbound.Writer);
        _receiving = ReceiveAsync();
        _sending = SendAsync();
    }

    /// <inheritdoc />
    public override string ConnectionId { get; set; }

    /// <inheritdoc />
    public override IFeatureCollection Features { get; } = new FeatureCollection();

    /// <inheritdoc />
    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    /// <inheritdoc />
    public override IDuplexPipe Transport { get; set; }

    /// <inheritdoc />
    public override void Abort(ConnectionAbortedException abortReason) => _socket.Abort();

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            await CloseAsync();
        await base.DisposeAsync();
    }

    private async Task CloseAsync()
    {
        await Transport.Output.CompleteAsync();
        await Transport.Input.CompleteAsync();
        await ((Task)Task.WhenAny(_sending, Task.Delay(CloseTimeout, _time))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Abort();
        await Task.WhenAll(_sending, _receiving);
        _socket.Dispose();
        _closed.Dispose();
    }

    private async Task ReceiveAsync()
    {
        Exception? failure = null;
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(_inbound.Writer.GetMemory(4096), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                _inbound.Writer.Advance(received.Count);
                if ((await _inbound.Writer.FlushAsync()).IsCompleted)
                    break;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            failure = new IOException("The connection to the control plane broke.", e);
        }

        await _inbound.Writer.CompleteAsync(failure);
        await _closed.CancelAsync();
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                var read = await _outbound.Reader.ReadAsync();
                if (!read.Buffer.IsEmpty)
                    await SendAsync(read.Buffer);
                _outbound.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    break;
            }

            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The receiving side sees the same break and tells.
            _socket.Abort();
        }

        await _outbound.Reader.CompleteAsync();
    }

    private async Task SendAsync(ReadOnlySequence<byte> message)
    {
        var position = message.Start;
        while (message.TryGet(ref position, out var memory))
        {
            await _socket.SendAsync(memory, WebSocketMessageType.Text, endOfMessage: position.GetObject() is null, CancellationToken.None);
        }
    }

    private sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}

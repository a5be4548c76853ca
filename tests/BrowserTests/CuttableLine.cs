using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ControlPlane.BrowserTests;

/// <summary>A line between browser and server that a test can cut and mend.</summary>
public sealed class CuttableLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> _ends = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile bool _isCut;

    public CuttableLine(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the browser connects to.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Drops every connection and refuses new ones.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var end in _ends.Keys)
            end.Dispose();
    }

    /// <summary>Lets connections through again.</summary>
    public void Mend() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        Cut();
        _listener.Stop();
        await _accepting;
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                _ = ForwardAsync(await _listener.AcceptTcpClientAsync(_ended.Token));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ForwardAsync(TcpClient browser)
    {
        using var server = new TcpClient();
        using (browser)
        {
            if (_isCut)
                return;

            _ends[browser] = 0;
            _ends[server] = 0;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target);
                await Task.WhenAny(browser.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(browser.GetStream()));
            }
            catch (Exception gone) when (gone is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            finally
            {
                _ends.TryRemove(browser, out _);
                _ends.TryRemove(server, out _);
            }
        }
    }
}

using System.Threading.Channels;

namespace ControlPlane.AgentHost.Connection;

/// <summary>Asks for a renewal before its time: the credential is refused, or a table is signed by a key that is not known here. Thread-safe.</summary>
internal sealed class RenewalSignal
{
    private readonly Channel<bool> _requests = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Asks.</summary>
    public void Request() => _requests.Writer.TryWrite(true);

    /// <summary>Completes when somebody asked.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _requests.Reader.ReadAsync(cancellationToken);
}

using System.Threading.Channels;
using ControlPlane.Contracts.Agents;
using Microsoft.AspNetCore.SignalR.Client;

namespace ControlPlane.AgentHost.Connection;

/// <summary>One SignalR connection. Handlers only put messages into a bounded queue, so SignalR's own unbounded one stays empty.</summary>
internal sealed class SignalRSession : IControlPlaneSession
{
    private readonly HubConnection _connection;

    private readonly Channel<InboundMessage> _inbound = Channel.CreateBounded<InboundMessage>(IControlPlaneSession.InboundCapacity);

    /// <summary>A session over a connection that is not started yet.</summary>
    public SignalRSession(HubConnection connection)
    {
        _connection = connection;
        Hub = new SignalRHub(connection);
        connection.On<RoutingTableOffer>(nameof(IAgentClient.Offer), offer => Receive(new InboundMessage(Offer: offer)));
        connection.On<GoodbyeMessage>(nameof(IAgentClient.Goodbye), goodbye => Receive(new InboundMessage(Goodbye: goodbye)));
        connection.Closed += failure =>
        {
            _inbound.Writer.TryComplete(failure);
            return Task.CompletedTask;
        };
    }

    /// <inheritdoc />
    public IAgentHub Hub { get; }

    /// <inheritdoc />
    public ChannelReader<InboundMessage> Inbound => _inbound.Reader;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _inbound.Writer.TryComplete();
    }

    private void Receive(InboundMessage message)
    {
        if (_inbound.Writer.TryWrite(message))
            return;

        var overrun = new InvalidOperationException($"More than {IControlPlaneSession.InboundCapacity} messages of the control plane wait.");
        if (!_inbound.Writer.TryComplete(overrun))
            return;

        // Not awaited: stopping waits for this very handler.
        _ = _connection.StopAsync();
    }
}

using System.Threading.Channels;
using ControlPlane.AgentHost.Connection;
using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>A connection without a network.</summary>
internal sealed class FakeSession(FakeHub hub) : IControlPlaneSession
{
    private readonly Channel<InboundMessage> _inbound = Channel.CreateUnbounded<InboundMessage>();
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IAgentHub Hub => hub;

    public ChannelReader<InboundMessage> Inbound => _inbound.Reader;

    /// <summary>Ends when the agent let go of the connection.</summary>
    public Task Disposed => _disposed.Task;

    public void Say(InboundMessage message) => _inbound.Writer.TryWrite(message);

    public void Cut(Exception? failure = null) => _inbound.Writer.TryComplete(failure);

    public ValueTask DisposeAsync()
    {
        _disposed.TrySetResult();
        return ValueTask.CompletedTask;
    }
}

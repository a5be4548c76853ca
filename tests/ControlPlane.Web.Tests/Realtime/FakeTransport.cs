using System.Threading.Channels;
using ControlPlane.Contracts.Agents;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Tests.Realtime;

/// <summary>An agent's end of the wire that records what arrives, and stops reading when told.</summary>
internal sealed class FakeTransport : IAgentTransport
{
    private readonly Channel<RoutingTableOffer> _offers = Channel.CreateUnbounded<RoutingTableOffer>();
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _isStuck = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True: nothing that is sent ever arrives.</summary>
    public bool IsReaderStopped { get; set; }

    public Task Aborted => _aborted.Task;

    /// <summary>Completes when the sender waits for the stopped reader.</summary>
    public Task IsStuck => _isStuck.Task;

    public GoodbyeMessage? Goodbye { get; private set; }

    public ValueTask<RoutingTableOffer> NextOfferAsync() => _offers.Reader.ReadAsync();

    public bool HasOffer => _offers.Reader.TryPeek(out _);

    public Task OfferAsync(RoutingTableOffer offer)
    {
        if (IsReaderStopped)
        {
            _isStuck.TrySetResult();
            return new TaskCompletionSource().Task;
        }

        _offers.Writer.TryWrite(offer);
        return Task.CompletedTask;
    }

    public Task SayGoodbyeAsync(GoodbyeMessage goodbye)
    {
        Goodbye = goodbye;
        return Task.CompletedTask;
    }

    public void Abort() => _aborted.TrySetResult();
}

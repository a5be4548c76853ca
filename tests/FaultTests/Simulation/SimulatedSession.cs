using System.Threading.Channels;
using ControlPlane.AgentHost.Connection;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Realtime;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>One connection, both ends of it: the hub as the agent calls it, and the wire as the control plane's sender sees it.</summary>
internal sealed class SimulatedSession(SimulatedLine line, SimulatedReplica replica, string connectionId) : IControlPlaneSession, IAgentHub, IAgentTransport
{
    private readonly Channel<InboundMessage> _inbound = Channel.CreateUnbounded<InboundMessage>();
    private readonly TaskCompletionSource _cut = new();
    private readonly Web.Realtime.AgentIdentity _agent = new(new AgentId(line.Agent.Name), line.Agent.Name, "production");

    public IAgentHub Hub => this;

    public ChannelReader<InboundMessage> Inbound => _inbound.Reader;

    private bool IsCut => _cut.Task.IsCompleted;

    /// <summary>Ends it at both ends.</summary>
    public void Cut()
    {
        if (IsCut)
            return;
        if (line.Session == this)
            line.Session = null;

        // Expected first: the agent may let go of it while it is being cut.
        if (!line.Agent.IsDead)
            line.Thread.Expect(this);
        _inbound.Writer.TryComplete(new IOException("reset"));
        _cut.TrySetResult();
        if (!replica.IsDead)
            _ = replica.Reception.LeaveAsync(_agent, connectionId);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Cut();
        line.Thread.Settle(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The agent's process is gone and lets go of nothing.</summary>
    public void Abandon()
    {
        Cut();
        line.Thread.Settle(this);
    }

    public Task<WelcomeMessage> Hello(HelloReport report) => CallAsync(() => replica.WelcomeAsync(_agent, connectionId, this, report));

    public Task Progress(ProgressReport report) => TellAsync(c => replica.Reception.ProgressAsync(c, report, CancellationToken.None));

    public Task Acknowledge(AcknowledgeReport report) => TellAsync(c => replica.Reception.AcknowledgeAsync(c, report, CancellationToken.None));

    public Task Refuse(RefusalReport report) => TellAsync(c => replica.Reception.RefuseAsync(c, report, CancellationToken.None));

    public Task Trip(TripReport report) => TellAsync(c => replica.Reception.TripAsync(c, report, CancellationToken.None));

    public Task<HeartbeatReply> Heartbeat(HeartbeatReport report) => CallAsync(() => replica.Reception.BeatAsync(Connection(), report, CancellationToken.None));

    public Task<TelemetryReceipt> Telemetry(TelemetryBatch batch) => CallAsync(() => Task.FromResult(replica.Take(batch)));

    public Task ShadowSamples(ShadowSampleBatch batch) => throw new NotSupportedException();

    public Task<FeedbackReceipt> Feedback(FeedbackBatch batch) => throw new NotSupportedException();

    /// <inheritdoc />
    public Task OfferAsync(RoutingTableOffer offer)
    {
        line.Offers++;
        Arrive(new InboundMessage(offer));
        if (line.Shuffles)
            Arrive(new InboundMessage(offer));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task SayGoodbyeAsync(GoodbyeMessage goodbye)
    {
        Arrive(new InboundMessage(Goodbye: goodbye));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Abort() => Cut();

    public override string ToString() => connectionId;

    private void Arrive(InboundMessage message) => _ = line.ArriveAsync(() =>
    {
        if (!IsCut && !(line.LosesOffers && message.Offer is not null))
            _inbound.Writer.TryWrite(message);
    });

    private AgentConnection Connection() => replica.Reception.Find(_agent, connectionId) ?? throw new IOException("hello first");

    private Task<int> TellAsync(Func<AgentConnection, Task> handle) => CallAsync(async () =>
    {
        await handle(Connection());
        return 0;
    });

    private async Task<T> CallAsync<T>(Func<Task<T>> handle)
    {
        await PassAsync(line.IsDeafUp);
        var answer = await handle();
        await PassAsync(line.IsDeafDown);
        return answer;
    }

    // A message that vanishes leaves its sender waiting until the connection ends.
    private async Task PassAsync(bool vanishes)
    {
        await Task.WhenAny(vanishes ? _cut.Task : line.TravelAsync(), _cut.Task);
        if (IsCut || replica.IsDead || line.Agent.IsDead)
            throw new IOException("reset");
    }
}

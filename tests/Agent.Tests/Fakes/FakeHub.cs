using System.Collections.Concurrent;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>A control plane's hub without a network: keeps what is said; may fail or hang.</summary>
internal sealed class FakeHub : IAgentHub
{
    public ConcurrentQueue<object> Said { get; } = new();

    /// <summary>Answers a call with a failure or a wait; null lets it succeed.</summary>
    public Func<object, Task?> Disturb { get; set; } = _ => null;

    /// <summary>How far the control plane's clock is ahead of the agent's.</summary>
    public TimeSpan Ahead { get; set; }

    public TablePosition Desired { get; set; }

    public RoutingTableOffer? WelcomeOffer { get; set; }

    public string SessionId { get; init; } = "session-1";

    public IEnumerable<T> All<T>() => Said.OfType<T>();

    public Task<WelcomeMessage> Hello(HelloReport report) => AnswerAsync(
        report, new WelcomeMessage { SessionId = SessionId, Epoch = 1, IsAgentAhead = false, Offer = WelcomeOffer, AnsweredAt = report.SentAt + Ahead });

    public Task Progress(ProgressReport report) => AnswerAsync(report, 0);

    public Task Acknowledge(AcknowledgeReport report) => AnswerAsync(report, 0);

    public Task Refuse(RefusalReport report) => AnswerAsync(report, 0);

    public Task Trip(TripReport report) => AnswerAsync(report, 0);

    public Task<HeartbeatReply> Heartbeat(HeartbeatReport report) => AnswerAsync(report, new HeartbeatReply(Desired, report.SentAt + Ahead));

    public Task ShadowSamples(ShadowSampleBatch batch) => AnswerAsync(batch, 0);

    public Task<TelemetryReceipt> Telemetry(TelemetryBatch batch) => AnswerAsync(batch, new TelemetryReceipt(batch.Sequence));

    public Task<FeedbackReceipt> Feedback(FeedbackBatch batch) => AnswerAsync(batch, new FeedbackReceipt(batch.Sequence, batch.Items.Count, 0, 0));

    private async Task<T> AnswerAsync<T>(object said, T answer)
    {
        Said.Enqueue(said);
        if (Disturb(said) is { } disturbance)
            await disturbance;
        return answer;
    }
}

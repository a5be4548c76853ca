using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Telemetry;
using Microsoft.AspNetCore.SignalR;

namespace ControlPlane.TestKit.ControlPlanes;

/// <summary>The hub of a <see cref="FakeControlPlane"/>: keeps what it hears and answers what the contract wants.</summary>
internal sealed class FakeAgentHub(FakeControlPlane controlPlane) : Hub<IAgentClient>, IAgentHub
{
    public Task<WelcomeMessage> Hello(HelloReport report)
    {
        controlPlane.Heard.Hellos.Enqueue(report);
        var table = controlPlane.Table;
        var isNewer = table is not null && report.AppliedDigest != table.Digest;
        return Task.FromResult(new WelcomeMessage
        {
            SessionId = Context.ConnectionId,
            Epoch = 1,
            IsAgentAhead = false,
            Offer = isNewer ? controlPlane.OfferOf(table!) : null,
            AnsweredAt = report.SentAt,
        });
    }

    public Task Progress(ProgressReport report)
    {
        controlPlane.Heard.Progress.Enqueue(report);
        return Task.CompletedTask;
    }

    public Task Acknowledge(AcknowledgeReport report)
    {
        controlPlane.Heard.Acknowledgements.Enqueue(report);
        return Task.CompletedTask;
    }

    public Task Refuse(RefusalReport report)
    {
        controlPlane.Heard.Refusals.Enqueue(report);
        return Task.CompletedTask;
    }

    public Task Trip(TripReport report)
    {
        controlPlane.Heard.Trips.Enqueue(report);
        return Task.CompletedTask;
    }

    public Task<HeartbeatReply> Heartbeat(HeartbeatReport report)
    {
        controlPlane.Heard.Heartbeats.Enqueue(report);
        var position = controlPlane.Table is { } table ? new TablePosition(table.Table.Epoch, table.Table.Revision) : default;
        return Task.FromResult(new HeartbeatReply(position, report.SentAt));
    }

    public Task ShadowSamples(ShadowSampleBatch batch)
    {
        controlPlane.Heard.ShadowSamples.Enqueue(batch);
        return Task.CompletedTask;
    }

    public Task<TelemetryReceipt> Telemetry(TelemetryBatch batch)
    {
        controlPlane.Heard.Telemetry.Enqueue(batch);
        return Task.FromResult(new TelemetryReceipt(batch.Sequence));
    }

    public Task<FeedbackReceipt> Feedback(FeedbackBatch batch)
    {
        controlPlane.Heard.Feedback.Enqueue(batch);
        return Task.FromResult(new FeedbackReceipt(batch.Sequence, batch.Items.Count, 0, 0));
    }

    public override Task OnConnectedAsync()
    {
        controlPlane.Connected(Context);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        controlPlane.Disconnected(Context);
        return Task.CompletedTask;
    }
}

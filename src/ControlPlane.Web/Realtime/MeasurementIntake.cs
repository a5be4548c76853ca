using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Feedback;
using ControlPlane.Data.Shadows;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Observability;
using Microsoft.AspNetCore.SignalR;

namespace ControlPlane.Web.Realtime;

/// <summary>Takes telemetry and feedback, by hub or HTTP, and tells screens. Answers come after the commit. A singleton, thread-safe.</summary>
internal sealed class MeasurementIntake(TelemetryIngest telemetry, FeedbackIngest feedback, ShadowSampleStore samples, AgentMembers members, EventCounts counts, ChangeBell bell)
{
    /// <exception cref="HubException">The batch is refused; the agent may drop it.</exception>
    public async Task<TelemetryReceipt> TakeAsync(AgentIdentity agent, TelemetryBatch batch, CancellationToken cancellation) =>
        ValueOf(await TryTakeAsync(agent, batch, cancellation));

    public async Task<Outcome<TelemetryReceipt>> TryTakeAsync(AgentIdentity agent, TelemetryBatch batch, CancellationToken cancellation)
    {
        var outcome = Fence(agent) is { } refusal ? refusal : await telemetry.TakeAsync(agent.Id, batch, cancellation);
        if (outcome.IsAccepted)
        {
            counts.Took(batch.Buckets.Count);
            foreach (var endpoint in batch.Buckets.Select(b => b.Endpoint).Distinct(StringComparer.Ordinal))
                bell.Ring(ChangeTopic.Telemetry, endpoint);
        }
        else
        {
            counts.Refused();
        }

        return outcome;
    }

    /// <exception cref="HubException">The batch is refused; the agent may drop it.</exception>
    public async Task<FeedbackReceipt> TakeAsync(AgentIdentity agent, FeedbackBatch batch, CancellationToken cancellation)
    {
        var receipt = ValueOf(Fence(agent) is { } refusal ? refusal : await feedback.TakeAsync(batch, cancellation));

        // Which endpoints it was about is inside the tokens; screens throttle, so all may ask again.
        if (receipt.Accepted > 0)
            bell.Ring(ChangeTopic.Telemetry, null);
        return receipt;
    }

    /// <exception cref="HubException">The batch is refused; the agent may drop it.</exception>
    public async Task TakeAsync(AgentIdentity agent, ShadowSampleBatch batch, CancellationToken cancellation) =>
        ValueOf(Fence(agent) is { } refusal ? refusal : await samples.TakeAsync(batch, cancellation));

    private Refusal? Fence(AgentIdentity agent) => members.Find(agent.Id) is { ClonedAt: not null }
        ? new Refusal(AgentRefusals.Cloned, "Two processes speak as this agent, so nobody knows whose counts these are; remove it, and let each join with a token of its own.")
        : null;

    private static T ValueOf<T>(Outcome<T> outcome)
        where T : notnull =>
        outcome.Match(value => value, refusal => throw new HubException(refusal.ToString()));
}

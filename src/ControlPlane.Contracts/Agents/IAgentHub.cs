using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Contracts.Agents;

/// <summary>What an agent may call on the control plane. One record each, so that fields can be added.</summary>
public interface IAgentHub
{
    /// <summary>Must be the first call on a connection.</summary>
    Task<WelcomeMessage> Hello(HelloReport report);

    /// <summary>A table was accepted; some of its versions are still on the way.</summary>
    Task Progress(ProgressReport report);

    /// <summary>A table is wholly in force.</summary>
    Task Acknowledge(AcknowledgeReport report);

    /// <summary>A table is not taken.</summary>
    Task Refuse(RefusalReport report);

    /// <summary>A guard took a variant's traffic away on this agent.</summary>
    Task Trip(TripReport report);

    /// <summary>Still here.</summary>
    Task<HeartbeatReply> Heartbeat(HeartbeatReport report);

    /// <summary>Buckets with absolute totals; answered after they are committed.</summary>
    Task<TelemetryReceipt> Telemetry(TelemetryBatch batch);

    /// <summary>Single requests that shadows were compared on; sampled, so nothing waits for an answer.</summary>
    Task ShadowSamples(ShadowSampleBatch batch);

    /// <summary>Labels and rewards; answered after they are committed.</summary>
    Task<FeedbackReceipt> Feedback(FeedbackBatch batch);
}

using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Telemetry;
using Microsoft.AspNetCore.SignalR.Client;

namespace ControlPlane.AgentHost.Connection;

/// <summary>The control plane's hub as typed calls. Thread-safe.</summary>
internal sealed class SignalRHub(HubConnection connection) : IAgentHub
{
    /// <inheritdoc />
    public Task<WelcomeMessage> Hello(HelloReport report) => connection.InvokeAsync<WelcomeMessage>(nameof(Hello), report);

    /// <inheritdoc />
    public Task Progress(ProgressReport report) => connection.InvokeAsync(nameof(Progress), report);

    /// <inheritdoc />
    public Task Acknowledge(AcknowledgeReport report) => connection.InvokeAsync(nameof(Acknowledge), report);

    /// <inheritdoc />
    public Task Refuse(RefusalReport report) => connection.InvokeAsync(nameof(Refuse), report);

    /// <inheritdoc />
    public Task Trip(TripReport report) => connection.InvokeAsync(nameof(Trip), report);

    /// <inheritdoc />
    public Task<HeartbeatReply> Heartbeat(HeartbeatReport report) => connection.InvokeAsync<HeartbeatReply>(nameof(Heartbeat), report);

    /// <inheritdoc />
    public Task<TelemetryReceipt> Telemetry(TelemetryBatch batch) => connection.InvokeAsync<TelemetryReceipt>(nameof(Telemetry), batch);

    /// <inheritdoc />
    public Task ShadowSamples(ShadowSampleBatch batch) => connection.SendAsync(nameof(ShadowSamples), batch);

    /// <inheritdoc />
    public Task<FeedbackReceipt> Feedback(FeedbackBatch batch) => connection.InvokeAsync<FeedbackReceipt>(nameof(Feedback), batch);
}

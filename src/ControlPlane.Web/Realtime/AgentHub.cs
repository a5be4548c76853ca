using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Telemetry;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ControlPlane.Web.Realtime;

/// <summary>The agents' end of the hub: who speaks is known from the credential, what follows is the reception's work.</summary>
[Authorize(AuthenticationSchemes = AgentCredentialHandler.SchemeName)]
internal sealed class AgentHub(AgentReception reception, MeasurementIntake intake, IHubContext<AgentHub, IAgentClient> hub, TimeProvider clock) : Hub<IAgentClient>, IAgentHub
{
    private AgentIdentity Agent => AgentIdentity.Of(Context.User);

    public Task<WelcomeMessage> Hello(HelloReport report)
    {
        // The context that lives as long as the connection, not the one of this call, because offers come later.
        var connection = Context;
        var transport = new HubTransport(hub.Clients.Client(Context.ConnectionId), connection.Abort, clock, connection.ConnectionAborted);
        return reception.WelcomeAsync(Agent, Context.ConnectionId, transport, report, Context.ConnectionAborted);
    }

    public Task Progress(ProgressReport report) => reception.ProgressAsync(Connection(), report, Context.ConnectionAborted);

    public Task Acknowledge(AcknowledgeReport report) => reception.AcknowledgeAsync(Connection(), report, Context.ConnectionAborted);

    public Task Refuse(RefusalReport report) => reception.RefuseAsync(Connection(), report, Context.ConnectionAborted);

    public Task Trip(TripReport report) => reception.TripAsync(Connection(), report, Context.ConnectionAborted);

    public Task<HeartbeatReply> Heartbeat(HeartbeatReport report) => reception.BeatAsync(Connection(), report, Context.ConnectionAborted);

    public Task<TelemetryReceipt> Telemetry(TelemetryBatch batch) => intake.TakeAsync(Agent, batch, Context.ConnectionAborted);

    public Task ShadowSamples(ShadowSampleBatch batch) => intake.TakeAsync(Agent, batch, Context.ConnectionAborted);

    public Task<FeedbackReceipt> Feedback(FeedbackBatch batch) => intake.TakeAsync(Agent, batch, Context.ConnectionAborted);

    public override Task OnDisconnectedAsync(Exception? exception) => reception.LeaveAsync(Agent, Context.ConnectionId);

    private AgentConnection Connection() =>
        reception.Find(Agent, Context.ConnectionId) ?? throw new HubException("hello_first: Say hello before anything else; a newer connection of the same agent ends this one.");
}

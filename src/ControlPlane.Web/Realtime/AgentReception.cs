using ControlPlane.Contracts.Agents;
using ControlPlane.Data.Replicas;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Realtime.Replicas;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Realtime;

/// <summary>Takes what agents say on their connections: keeps who is there, answers, and passes it on. A singleton, thread-safe.</summary>
internal sealed partial class AgentReception(
    AgentConnections connections,
    PublishedTables tables,
    ConvergenceTracker tracker,
    AgentPresence presence,
    AgentReports reports,
    AuditWitnesses witnesses,
    CloneWatch clones,
    FleetWatch fleet,
    SharedTables shared,
    ILeadership leadership,
    ChangeBell bell,
    IdSource ids,
    IOptions<RealtimeOptions> options,
    TimeProvider clock,
    ILogger<AgentReception> logger)
{
    public AgentConnection? Find(AgentIdentity agent, string connectionId) => connections.Find(agent.Id.Value, connectionId);

    public async Task<WelcomeMessage> WelcomeAsync(
        AgentIdentity agent, string connectionId, IAgentTransport transport, HelloReport hello, CancellationToken cancellation)
    {
        if (hello.ProtocolVersion != HelloReport.CurrentProtocolVersion)
            throw new HubException($"protocol_unsupported: The agent speaks protocol {hello.ProtocolVersion}, this control plane {HelloReport.CurrentProtocolVersion}.");

        var session = new AgentSession(agent.Id.Value, agent.Name, agent.Pool, connectionId, ids.NewId(), hello.BootId);
        var connection = new AgentConnection(session, transport, options.Value, clock, logger);

        // First registered, then looked up: a table that is published in between is pushed, so there is no gap.
        var superseded = connections.Add(connection);
        presence.Hear(session.AgentId);
        var now = clock.GetUtcNow();

        // An agent that comes from another replica may have what was committed there a moment ago.
        if (leadership.Standing.IsShared && hello.Applied > tables.PositionOf(session.Pool))
            await shared.RefreshAsync(cancellation);
        tracker.Report(session.AgentId, hello.Applied, hello.Endpoints);
        await SaveAsync(agent.Id, node => node.Report(hello, now), cancellation);
        LogJoined(agent.Name, agent.Id, hello.Applied, agent.Pool);
        await witnesses.HearAsync(session.AgentId, session.AgentName, hello.Witnessed, cancellation);
        await fleet.HearAsync(session, hello, cancellation);
        if (superseded is not null)
            await clones.HearAsync(superseded, session, cancellation);
        return Welcome(connection, hello);
    }

    public Task ProgressAsync(AgentConnection connection, ProgressReport report, CancellationToken cancellation)
    {
        connection.Accept(report.Nonce);
        tracker.Report(connection.Session.AgentId, report.Position, report.Endpoints);
        return HearAsync(connection, node => node.Report(report, clock.GetUtcNow()), cancellation);
    }

    public Task AcknowledgeAsync(AgentConnection connection, AcknowledgeReport report, CancellationToken cancellation)
    {
        connection.Accept(report.Nonce);
        tracker.Report(connection.Session.AgentId, report.Position, report.Endpoints);
        return HearAsync(connection, node => node.Report(report, clock.GetUtcNow()), cancellation);
    }

    public Task RefuseAsync(AgentConnection connection, RefusalReport report, CancellationToken cancellation)
    {
        // The table came twice, by push and by poll, and the second copy found the first in force: nothing is refused.
        if (report.InForce >= report.Position)
        {
            connection.Accept(report.Nonce);
            presence.Hear(connection.Session.AgentId);
            return Task.CompletedTask;
        }

        var session = connection.Session;
        if (report.IsPermanent)
            presence.RememberRefusal(session.AgentId, session.BootId, report.Position);
        connection.Refuse(report, tables.Find(session.Pool));
        tracker.Refuse(session.AgentId, report);
        LogRefused(session.AgentName, session.AgentId, report.Position, report.Code, report.Subject ?? "the whole table");
        return HearAsync(connection, node => node.Report(report, clock.GetUtcNow()), cancellation);
    }

    public Task TripAsync(AgentConnection connection, TripReport report, CancellationToken cancellation)
    {
        var session = connection.Session;
        LogTripped(session.AgentName, session.AgentId, report.Variant, report.Endpoint, report.Guard, report.Observed, report.Limit, report.Requests);
        return HearAsync(connection, node => node.Report(report, clock.GetUtcNow()), cancellation);
    }

    public async Task<HeartbeatReply> BeatAsync(AgentConnection connection, HeartbeatReport report, CancellationToken cancellation)
    {
        if (report.OldestPending is { } oldest)
            presence.HearPending(connection.Session.AgentId, oldest);

        // Taken here and not when the report is written: the time it waits to be written is no fault of the agent's clock.
        var now = clock.GetUtcNow();
        await HearAsync(connection, node => node.Report(report, now), cancellation);
        await witnesses.HearAsync(connection.Session.AgentId, connection.Session.AgentName, report.Witnessed, cancellation);
        return new HeartbeatReply(tables.PositionOf(connection.Session.Pool), now);
    }

    public async Task LeaveAsync(AgentIdentity agent, string connectionId)
    {
        if (!await connections.RemoveAsync(agent.Id.Value, connectionId))
            return;
        tracker.Lose(agent.Id.Value);
        bell.Ring(ChangeTopic.Agents, agent.Id.Value);
        LogLeft(agent.Name, agent.Id);
    }

    private WelcomeMessage Welcome(AgentConnection connection, HelloReport hello)
    {
        var table = tables.Find(connection.Session.Pool);
        var position = table is null ? default : PendingOffer.PositionOf(table);
        var isAhead = hello.Applied > position;
        var isOffered = table is not null && hello.Applied < position
            && !presence.IsRefusedForGood(connection.Session.AgentId, hello.BootId, position);
        if (isAhead)
            LogAhead(connection.Session.AgentName, connection.Session.AgentId, hello.Applied, position);
        if (!isOffered)
            connection.Skip(position);
        return new WelcomeMessage
        {
            SessionId = connection.Session.SessionId,
            Epoch = Math.Max(1, position.Epoch),
            IsAgentAhead = isAhead,
            Offer = isOffered ? connection.WelcomeOffer(table!) : null,
            AnsweredAt = clock.GetUtcNow(),
        };
    }

    private Task HearAsync(AgentConnection connection, Action<AgentNode> report, CancellationToken cancellation)
    {
        presence.Hear(connection.Session.AgentId);
        return SaveAsync(new AgentId(connection.Session.AgentId), report, cancellation);
    }

    private Task SaveAsync(AgentId agent, Action<AgentNode> report, CancellationToken cancellation) =>
        reports.AddAsync(agent, report, cancellation).AsTask();

    [LoggerMessage(1600, LogLevel.Information, "Agent {Name} ({AgentId}) connected with table {Applied} of pool {Pool}.")]
    private partial void LogJoined(string name, AgentId agentId, TablePosition applied, string pool);

    [LoggerMessage(1601, LogLevel.Information, "Agent {Name} ({AgentId}) disconnected; it goes on serving by its last table.")]
    private partial void LogLeft(string name, AgentId agentId);

    [LoggerMessage(1602, LogLevel.Warning, "Agent {Name} ({AgentId}) refuses table {Position}: {Code} of {Subject}.")]
    private partial void LogRefused(string name, string agentId, TablePosition position, string code, string subject);

    [LoggerMessage(1604, LogLevel.Warning, "Agent {Name} ({AgentId}) took the traffic of {Variant} at {Endpoint} away: {Guard} is {Observed}, limit {Limit}, in {Requests} requests.")]
    private partial void LogTripped(
        string name, string agentId, string variant, string endpoint, Contracts.Routing.GuardKind guard, double observed, double limit, long requests);

    [LoggerMessage(1603, LogLevel.Error, "Agent {Name} ({AgentId}) has table {Applied}, newer than {Position}: this database is older than its agents.")]
    private partial void LogAhead(string name, string agentId, TablePosition applied, TablePosition position);
}

using ControlPlane.Data.Replicas;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Web.Realtime.Replicas;

/// <summary>
/// Tells other replicas of the agents that are connected here, and hears of theirs: whether they are there, what they have in force, how far their measurements have come.
/// The leader decides on all of it. A singleton; one exchange at a time.
/// </summary>
public sealed class SharedPresence(
    ILeadership leadership, AgentContacts contacts, AgentConnections connections, AgentPresence presence, ElsewhereAgents elsewhere, ConvergenceTracker tracker, TimeProvider clock)
{
    /// <summary>Exchanges once.</summary>
    public async Task ExchangeAsync(CancellationToken cancellation)
    {
        if (!leadership.Standing.IsShared)
            return;
        await contacts.TellAsync([.. connections.All.Select(c => c.Session.AgentId).Select(Say).OfType<(string, DateTimeOffset, DateTimeOffset?)>()], cancellation);
        var others = (await contacts.OfOthersAsync(cancellation)).Where(c => connections.Find(c.AgentId) is null).ToList();
        var reports = await contacts.ReportsAsync(others, cancellation);
        var known = others.Where(c => reports.ContainsKey(new AgentId(c.AgentId))).ToList();
        elsewhere.Replace([.. known.Select(c => new ElsewhereAgent(c.AgentId, reports[new AgentId(c.AgentId)].Name, reports[new AgentId(c.AgentId)].Pool, c.Replica))]);
        var now = clock.GetUtcNow();
        foreach (var contact in known)
        {
            var report = reports[new AgentId(contact.AgentId)];
            presence.HearElsewhere(contact.AgentId, now - contact.HeardAt, now - contact.CommittedUntil);
            tracker.Report(contact.AgentId, report.Reported, report.Endpoints);
        }
    }

    private (string AgentId, DateTimeOffset HeardAt, DateTimeOffset? CommittedUntil)? Say(string agent) =>
        presence.SilenceOf(agent) is { } silence ? (agent, clock.GetUtcNow() - silence, presence.CommittedUntil(agent)) : null;
}

using ControlPlane.Contracts.Agents;

namespace ControlPlane.Domain.Agents;

/// <summary>Puts what is known of an agent into a word and a sentence. Pure.</summary>
public static class AgentHealthRule
{
    /// <summary>Silence from which on an agent is lost, inclusive.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(15);

    /// <summary>The health of an agent.</summary>
    /// <param name="agent">What it reported.</param>
    /// <param name="desired">Its pool's newest table; (0, 0) when the pool has none.</param>
    /// <param name="now">The moment to judge.</param>
    public static (AgentHealth Health, string Sentence) Judge(AgentNode agent, TablePosition desired, DateTimeOffset now)
    {
        if (agent.RevokedAt is { } revoked)
            return (AgentHealth.Removed, $"Removed at {revoked:yyyy-MM-dd HH:mm:ss} UTC.");
        if (agent.LastContactAt is not { } contact)
            return (AgentHealth.Absent, "Joined, but has not connected yet.");
        if (now - contact >= LostAfter)
            return (AgentHealth.Lost, $"Not heard of for {SpanText.Of(now - contact)}; it goes on serving by table {agent.Reported.Revision}.");
        if (agent.LastRefusal is { } refusal && refusal.Position == desired)
            return (AgentHealth.Refusing, $"Refuses table {desired.Revision} ({refusal.Code}) and serves by table {agent.Reported.Revision}: {refusal.Message}");
        if (agent.Reported > desired)
            return (AgentHealth.Converging, $"Has table {agent.Reported}, which is newer than {desired}: this database is older than the agent.");
        if (agent.Reported < desired)
            return (AgentHealth.Converging, $"Has table {agent.Reported.Revision}, wanted is {desired.Revision}.");

        return JudgeVersions(agent, desired);
    }

    private static (AgentHealth Health, string Sentence) JudgeVersions(AgentNode agent, TablePosition desired)
    {
        var refused = agent.Versions.Where(v => v.State == PreparationState.Refused).ToList();
        if (refused is [var first, ..])
        {
            var more = refused.Count == 1 ? "" : $" and {refused.Count - 1} more";
            return (AgentHealth.Diverting, $"Cannot serve {first.Model} version {first.Version}{more} ({first.RefusalCode}); its traffic goes to the stable version.");
        }

        var waiting = agent.Versions.Count(v => v.State is PreparationState.Fetching or PreparationState.Loading);
        return waiting > 0
            ? (AgentHealth.Converging, $"Table {desired.Revision} is accepted; {waiting} of {agent.Versions.Count} versions are being prepared.")
            : (AgentHealth.Fresh, $"Table {desired.Revision} is in force; {agent.Versions.Count} versions are ready.");
    }
}

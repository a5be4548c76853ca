using ControlPlane.Contracts.Agents;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Whether enough agents are where a step needs them. Pure.</summary>
internal static class AgentQuorum
{
    /// <summary>Why the step cannot go on: agents are away, or have not taken the routing; null when all required have.</summary>
    public static string? WhyNotConfirmed(Rollout rollout, RolloutFacts facts)
    {
        if (WhyTooFew(rollout.Plan, facts) is { } few)
            return few;
        var behind = Reachable(facts).Where(a => a.RouteRevision < rollout.StratumRevision).ToList();
        return behind.Count == 0 ? null : $"{Reachable(facts).Count - behind.Count} of {Reachable(facts).Count} agents have the routing in force; {Names(behind)} not yet.";
    }

    /// <summary>Why versions are not ready yet on the agents that need them; null when they are.</summary>
    public static string? WhyNotReady(IReadOnlyList<int> versions, IReadOnlyList<string>? agents, RolloutFacts facts)
    {
        var waiting = Needed(agents, facts).Where(a => versions.Any(v => !IsReady(a, v))).ToList();
        var needed = Needed(agents, facts).Count;
        return waiting.Count == 0 ? null : $"{needed - waiting.Count} of {needed} agents are ready; {Names(waiting)} still prepare{(waiting.Count == 1 ? "s" : "")}.";
    }

    /// <summary>The first agent that cannot prepare a version it needs, with its reason and what may be done; null when there is none.</summary>
    public static string? WhoRefuses(IReadOnlyList<int> versions, IReadOnlyList<string>? agents, RolloutFacts facts)
    {
        foreach (var agent in Needed(agents, facts))
        {
            foreach (var version in versions)
            {
                if (agent.Versions.GetValueOrDefault(version) is { State: PreparationState.Refused } refused)
                    return $"{agent.Name} cannot serve v{version} ({refused.RefusalCode}): {refused.Reason?.TrimEnd('.', ' ', '\n')}. Mend that and resume, or abort and register a version that agents can load.";
            }
        }

        return null;
    }

    /// <summary>Agents that were heard of lately.</summary>
    public static IReadOnlyList<AgentStanding> Reachable(RolloutFacts facts) => [.. facts.Agents.Where(a => a.IsReachable)];

    private static string? WhyTooFew(RolloutPlan plan, RolloutFacts facts)
    {
        var reachable = Reachable(facts).Count;
        return facts.Agents.Count > 0 && reachable >= plan.RequiredShare * facts.Agents.Count
            ? null
            : $"{reachable} of {facts.Agents.Count} agents are reachable, needed are {plan.RequiredShare:P0}: bring {Names([.. facts.Agents.Where(a => !a.IsReachable)])} back, or remove what is gone for good.";
    }

    private static List<AgentStanding> Needed(IReadOnlyList<string>? agents, RolloutFacts facts) =>
        [.. Reachable(facts).Where(a => agents is null || agents.Contains(a.Id, StringComparer.Ordinal))];

    private static bool IsReady(AgentStanding agent, int version) => agent.Versions.GetValueOrDefault(version)?.State == PreparationState.Ready;

    private static string Names(List<AgentStanding> agents)
    {
        const int shown = 3;
        var more = agents.Count > shown ? $" and {agents.Count - shown} more" : "";
        return $"{string.Join(", ", agents.Take(shown).Select(a => a.Name))}{more}";
    }
}

using ControlPlane.Data.Agents;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Puts an endpoint into a word and a sentence: the most urgent thing that is true of it. Pure.</summary>
public static class EndpointStandingRule
{
    /// <summary>Share of a variant's requests that failed from which on somebody should look.</summary>
    public const double FailureLimit = 0.05;

    /// <summary>Requests from which on a share of failures means something.</summary>
    public const int FewestRequests = 20;

    /// <summary>The standing of an endpoint.</summary>
    public static EndpointStanding Judge(EndpointFacts facts) =>
        JudgeAgents(facts) ?? JudgeSuspension(facts) ?? JudgeFailures(facts) ?? JudgeRollback(facts) ?? JudgeConvergence(facts) ?? JudgeTraffic(facts);

    /// <summary>Who gets what, in words: <c>All traffic on v1</c>.</summary>
    public static string SplitInWords(EndpointFacts facts)
    {
        var rules = facts.Endpoint.Overlay.Rules.Count;
        return rules == 0 ? WeightsInWords(facts) : $"{WeightsInWords(facts)}, but for {Wording.Count(rules, "rule")} that {(rules == 1 ? "decides" : "decide")} first";
    }

    private static string WeightsInWords(EndpointFacts facts)
    {
        var cohorts = facts.Endpoint.Overlay.Cohorts.Where(c => !c.IsSuspended)
            .Select(c => $"{Wording.List(c.Split.Select(s => s.Variant).ToArray())} alone on {c.Agents.Count} of {Wording.Count(facts.Agents.Count, "agent")}").ToArray();
        if (cohorts.Length > 0)
            return $"{Wording.List(cohorts)}, {facts.Champion.Name} on the others";
        var challengers = facts.Endpoint.Variants.Where(v => v.Name != facts.Champion.Name && v.Weight > 0)
            .Select(v => $"{Wording.Share(v.Weight)} to {v.Name}").ToArray();
        return challengers.Length == 0
            ? $"All traffic on {facts.Champion.Name}"
            : $"{Wording.List(challengers)}, {Wording.Share(facts.Champion.Weight)} to the stable {facts.Champion.Name}";
    }

    private static EndpointStanding? JudgeAgents(EndpointFacts facts)
    {
        var pool = facts.Endpoint.Pool;
        if (facts.Agents.Count == 0)
            return new EndpointStanding(StatusKind.NeedsYou, "No agents", $"No agent has joined the pool {pool}, so nobody answers callers.");
        if (facts.Reachable.Count == 0)
            return new EndpointStanding(StatusKind.NeedsYou, "Agents lost", $"{(facts.Agents.Count == 1 ? "The only agent" : $"None of {facts.Agents.Count} agents")} of the pool {pool} is {(facts.Agents.Count == 1 ? "not " : "")}heard of.");
        if (facts.Agents.FirstOrDefault(a => a.Health == AgentHealth.Refusing) is { } refusing)
            return new EndpointStanding(StatusKind.NeedsYou, "Refused", $"{refusing.Name}: {refusing.HealthSentence}");

        return facts.Agents.FirstOrDefault(a => Diverts(a, facts)) is { } diverting
            ? new EndpointStanding(StatusKind.NeedsYou, "Diverting", $"{diverting.Name} sends callers of {Diverted(diverting, facts)} to the stable version: {diverting.HealthSentence}")
            : null;
    }

    private static EndpointStanding? JudgeSuspension(EndpointFacts facts) => facts.Endpoint.Overlay.IsSuspended
        ? new EndpointStanding(StatusKind.NeedsYou, "Stopped", "Nobody is answered: a rollout stopped the endpoint on purpose, until its new version is ready.")
        : null;

    // By variant: a small challenger that fails must not hide behind a champion that does not. One that was taken out harms nobody any more.
    private static EndpointStanding? JudgeFailures(EndpointFacts facts)
    {
        var worst = facts.Window.Where(w => w.Requests >= FewestRequests && facts.Answers(w.Variant)).MaxBy(FailedShare);
        if (worst is null || FailedShare(worst) < FailureLimit)
            return null;

        return new EndpointStanding(StatusKind.NeedsYou, "Failing", $"{FailedInWords(worst)}; " +
            $"of all {Wording.Count(facts.Requests)} it is {Wording.Share(facts.Failures, facts.Requests)}.");
    }

    /// <summary>How a version fails its callers, in numbers; null where it does not, or too few asked to tell.</summary>
    public static string? WhyUnhealthy(EndpointFacts facts, int version) =>
        facts.Answered.Where(w => w.Version == version && w.Requests >= FewestRequests).MaxBy(FailedShare) is { } worst && FailedShare(worst) >= FailureLimit ? FailedInWords(worst) : null;

    private static string FailedInWords(WindowRow window) =>
        $"{Wording.Percent(FailedShare(window))} of {Wording.Count(window.Requests, "request")} to {window.Variant} failed in {Wording.Span(EndpointFacts.WindowLength)}";

    private static double FailedShare(WindowRow window) => (double)EndpointFacts.FailuresOf(window) / window.Requests;

    private static EndpointStanding? JudgeRollback(EndpointFacts facts) => facts.IsUndoOpen
        ? new EndpointStanding(StatusKind.RolledBack, "Rolled back", $"{SplitInWords(facts)} after a rollback; {AgentsHaveIt(facts)}.")
        : null;

    private static EndpointStanding? JudgeConvergence(EndpointFacts facts)
    {
        var behind = facts.Agents.Where(a => !facts.HasAcknowledged(a)).Select(a => a.Name).ToArray();
        if (behind.Length == 0)
            return facts.Reachable.Count == facts.Agents.Count
                ? null
                : new EndpointStanding(StatusKind.Watching, "Agent lost", $"{SplitInWords(facts)}; {Unheard(facts)} not heard of.");

        return new EndpointStanding(StatusKind.Watching, "Spreading",
            $"{SplitInWords(facts)}; {AgentsHaveIt(facts)}, {Wording.List(behind)} not yet.");
    }

    private static EndpointStanding JudgeTraffic(EndpointFacts facts)
    {
        if (facts.Requests == 0)
            return new EndpointStanding(StatusKind.Unknown, "No traffic", $"{SplitInWords(facts)}, but no requests in the last {Wording.Span(EndpointFacts.WindowLength)}.");

        return facts.Champion.Weight == TrafficWeight.Whole && facts.Endpoint.Overlay is { Cohorts.Count: 0, Rules.Count: 0 }
            ? new EndpointStanding(StatusKind.Fine, "Stable", $"{SplitInWords(facts)}; {AgentsHaveIt(facts)}.")
            : new EndpointStanding(StatusKind.Watching, "Split", $"{SplitInWords(facts)}; {AgentsHaveIt(facts)}.");
    }

    private static string AgentsHaveIt(EndpointFacts facts) => facts.Acknowledged.Count < facts.Agents.Count
        ? $"{facts.Acknowledged.Count} of {Wording.Count(facts.Agents.Count, "agent")} have it"
        : facts.Agents.Count == 1 ? "the agent has it" : $"all {facts.Agents.Count} agents have it";

    private static string Unheard(EndpointFacts facts)
    {
        var names = facts.Agents.Except(facts.Reachable).Select(a => a.Name).ToArray();
        return $"{Wording.List(names)} {(names.Length == 1 ? "is" : "are")}";
    }

    private static bool Diverts(AgentRow agent, EndpointFacts facts) => agent.Endpoints.Any(e => e.Endpoint == facts.Endpoint.Name && e.DivertedVariants.Count > 0);

    private static string Diverted(AgentRow agent, EndpointFacts facts) =>
        Wording.List([.. agent.Endpoints.Where(e => e.Endpoint == facts.Endpoint.Name).SelectMany(e => e.DivertedVariants)]);
}

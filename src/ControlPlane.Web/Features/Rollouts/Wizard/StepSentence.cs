using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Rollouts.Strategies;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>What a step will do, in one plain sentence. Pure.</summary>
public static class StepSentence
{
    /// <summary>The sentence of a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="stableVersion">The version it goes back to.</param>
    /// <param name="agents">Agents of the pool.</param>
    /// <param name="isSuspended">Whether nobody is answered when it begins.</param>
    public static string Of(RolloutStep step, int stableVersion, int agents, bool isSuspended) => step switch
    {
        PrepareStep prepare => $"{Agents(prepare.Agents, agents, "fetches, checks and warms", "fetch, check and warm")} {Versions(prepare.Versions)}; {(isSuspended ? "nobody is answered meanwhile" : "callers notice nothing")}.",
        TearDownStep { Agents: null } down => $"{Agents(null, agents, "unloads", "unload")} v{down.Version}, and the endpoint stops answering.",
        TearDownStep down => $"{Agents(down.Agents, agents, "leaves", "leave")} service; the others answer for them.",
        SplitStep split => $"{Shares(split)}; the same callers stay on the same side.",
        RulesStep rules => $"{RuleText.Of(rules.Rules, stableVersion)}{InPlaceOf(rules.Fallback)}",
        MirrorStep { Versions.Count: 0 } => "Copying ends.",
        MirrorStep mirror => $"{TrafficWeight.ToPercent(mirror.Share)} of requests are copied to {Versions(mirror.Versions)}; no caller gets its answers.",
        HoldStep { Duration: { } duration } => $"That stays so for {DurationText.Of(duration)}.",
        HoldStep hold => $"{(hold.NeedsApproval ? "Another person than you" : "A person")} decides whether to {hold.Gate ?? "promote it or abort"}.",
        AnalyseStep analyse => $"{Capital(Wording.List([.. analyse.Template.Checks.Select(c => MetricLabel.Of(c.Metric)).Distinct()]))} must be within limits; undecided after {DurationText.Of(analyse.Patience)} it asks a person.",
        ExperimentStep experiment => $"It runs until every variant has {Wording.Count(experiment.PlannedPerVariant)} units, at least {DurationText.Of(experiment.MinimumDuration)}; {MetricLabel.Of(experiment.PrimaryMetric).ToLowerInvariant()} decides.",
        BanditStep bandit => $"Weights of {Wording.Count(bandit.Versions.Count + 1, "arm")} follow {MetricLabel.Of(bandit.Metric).ToLowerInvariant()} every {DurationText.Of(bandit.Interval)}, none below {TrafficWeight.ToPercent(bandit.Floor)}{(bandit.HalfLife is { } half ? $", a reward counting half after {DurationText.Of(half)}" : "")}, until one is best.",
        SwitchStep { Agents: null } switched => $"v{switched.Version} becomes the stable version and answers everybody; nothing is loaded for it.",
        SwitchStep switched => $"{Agents(switched.Agents, agents, "serves", "serve")} only v{switched.Version}.",
        BakeStep bake => $"The new stable version is watched for {DurationText.Of(bake.Duration)}; harm takes it back.",
        RetireStep retire => $"v{stableVersion} stays ready for {DurationText.Of(retire.KeepWarm)}, so that going back is a swap of tables.",
        WebhookStep hook => $"{hook.Host} must agree; after {Wording.Count(hook.Refusals, "refusal")}, one every {DurationText.Of(hook.Interval)}, a person is asked.",
        _ => throw new InvalidOperationException($"{step} has no sentence."),
    };

    private static string Agents(IReadOnlyList<string>? some, int all, string one, string several) => (some?.Count ?? all) == 1
        ? $"{(some is null ? "The agent" : "1 agent")} {one}"
        : $"{(some is null ? $"All {all} agents" : Wording.Count(some.Count, "agent"))} {several}";

    private static string Versions(IReadOnlyList<int> versions) => Wording.List([.. versions.Select(v => $"v{v}")]);

    private static string Shares(SplitStep split) =>
        Wording.List([.. split.Shares.OrderBy(s => s.Weight).Select(s => $"{s.Name ?? $"v{s.Version}"} answers {TrafficWeight.ToPercent(s.Weight)}")]) + " of callers";

    private static string InPlaceOf(FallbackAnswer? fallback) => fallback switch
    {
        null => "",
        { Version: { } version } => $" v{version} answers where the new version cannot.",
        _ => " A constant answer is given where the new version cannot.",
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();
}

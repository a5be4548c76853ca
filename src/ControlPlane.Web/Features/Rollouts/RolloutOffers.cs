using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What people may ask of a rollout now, each with its effect in numbers or the reason why not. Pure; the commands decide.</summary>
/// <param name="rollout">The rollout.</param>
/// <param name="facts">Its endpoint; null when that was deleted.</param>
/// <param name="viewer">Who looks.</param>
/// <param name="whyNot">Why the viewer may not ask a verb, whatever the rollout allows; null where everybody may.</param>
public sealed class RolloutOffers(Rollout rollout, EndpointFacts? facts, string viewer, Func<RolloutVerb, string?>? whyNot = null)
{
    /// <summary>The next step.</summary>
    public RolloutOffer Promote => Of(RolloutVerb.Promote, "Promote", PromoteEffect, WhyNotMoved ?? WhyNotReady ?? WhyNotApproved(rollout.CurrentStep));

    /// <summary>Straight to the switch.</summary>
    public RolloutOffer PromoteFully => Of(RolloutVerb.PromoteFull, "Promote fully", PromoteFullyEffect, WhyNotMoved ?? WhyNotPromotedFully);

    /// <summary>Yes to what waits for another person.</summary>
    public RolloutOffer Approve => Of(RolloutVerb.Approve, "Approve", PromoteEffect, WhyNotMoved ?? WhyNotReady ?? WhyNotApproved(rollout.CurrentStep));

    /// <summary>No to it.</summary>
    public RolloutOffer Decline => Of(RolloutVerb.Decline, "Decline", $"All callers go to v{rollout.StableVersion}, at once, and the rollout ends. Who asked reads the reason.", WhyNotMoved);

    /// <summary>Stand still, or go on where it stands still.</summary>
    public RolloutOffer PauseOrResume => rollout.Phase == RolloutPhase.Paused
        ? Of(RolloutVerb.Resume, rollout.IsKilled ? "Switch on" : "Resume", "It goes on where it stands; the step's clock runs again.", rollout.CurrentStep is HoldStep { Duration: null } && !rollout.IsKilled ? "It waits for a decision: promote or abort." : null)
        : Of(RolloutVerb.Pause, "Pause", "Traffic stays as it is; guards and analysis stay awake, and the step's clock stands still.", WhyNotMoved);

    /// <summary>All traffic to the stable version.</summary>
    public RolloutOffer Abort => Of(RolloutVerb.Abort, "Abort", AbortEffect, rollout.Phase == RolloutPhase.RollingBack ? "It is on the way back already." : Ended);

    /// <summary>The kill switch of a feature flag.</summary>
    public RolloutOffer SwitchOff => Of(
        RolloutVerb.Kill, "Switch off", $"Everybody gets v{rollout.StableVersion} on {Agents}, at once; the flag stays and can be switched on again.", rollout.IsKilled ? "It is switched off." : WhyNotMoved);

    /// <summary>The same plan again.</summary>
    public RolloutOffer Retry => Of(
        RolloutVerb.Retry,
        "Retry",
        $"The same {Wording.Count(rollout.Plan.Steps.Count, "step")} again from the first, with fresh analysis.",
        !rollout.IsTerminal ? "It has not ended." : rollout.Phase == RolloutPhase.Succeeded ? "It succeeded; there is nothing to try again." : null);

    private string Agents => facts is null ? "its agents" : Wording.Count(facts.Agents.Count, "agent");

    private string? Ended => rollout.IsTerminal ? $"It has ended: {PhaseText.Of(rollout.Phase)}." : null;

    private string? WhyNotMoved => Ended ?? rollout.Phase switch
    {
        RolloutPhase.Pending => "It waits for its turn at the endpoint.",
        RolloutPhase.RollingBack => "It is on the way back; undo that first.",
        _ => null,
    };

    private string? WhyNotReady => rollout.Phase switch
    {
        RolloutPhase.Paused => null,
        _ when rollout.CurrentStep is PrepareStep => "Agents still prepare the version; readiness cannot be skipped.",
        _ when rollout.StratumSince is null => "Agents have not confirmed the present routing yet; readiness cannot be skipped.",
        _ => null,
    };

    private string PromoteEffect => rollout.Step + 1 < rollout.Plan.Steps.Count
        ? $"Ends '{rollout.CurrentStep?.Title ?? "the wait"}' and begins '{rollout.Plan.Steps[rollout.Step + 1].Title}' on {Agents}."
        : $"Ends '{rollout.CurrentStep?.Title}', the last step.";

    private (int Index, RolloutStep Item) SwitchAhead => rollout.Plan.Steps.Index().Skip(rollout.Step + 1).FirstOrDefault(s => s.Item is SwitchStep { Agents: null });

    private string PromoteFullyEffect
    {
        get
        {
            if (SwitchAhead.Item is not SwitchStep ahead)
                return "";
            var skipped = rollout.Plan.Steps.Skip(rollout.Step).Take(SwitchAhead.Index - rollout.Step).ToList();
            var share = facts?.Endpoint.Variants.Where(v => v.Version == ahead.Version).Sum(v => v.Weight) ?? 0;
            return $"v{ahead.Version} goes from {Wording.Share(share)} to 100 % of callers on {Agents}. "
                + $"{Wording.Count(skipped.Count, "step")} {(skipped.Count == 1 ? "is" : "are")} skipped, {Wording.Count(skipped.Count(s => s is AnalyseStep or ExperimentStep or BanditStep), "judgement")} among them; readiness is not.{Forward}";
        }
    }

    private string? WhyNotPromotedFully => SwitchAhead.Item is null
        ? "There is no switch ahead in this plan, so there is nothing to promote to."
        : rollout.Plan.Steps.Skip(rollout.Step < 0 ? 0 : rollout.Step).Take(SwitchAhead.Index - Math.Max(0, rollout.Step)).Select(WhyNotApproved).FirstOrDefault(w => w is not null);

    // Where the stable version fails by itself, going back heals nobody.
    private string? WhyStableFails => facts is null ? null : EndpointStandingRule.WhyUnhealthy(facts, rollout.StableVersion);

    private string Forward => WhyStableFails is { } why ? $" {why}, so going back would not help: this rolls forward." : "";

    private string Beware => WhyStableFails is { } why ? $" Beware: {why} by itself; to roll forward, promote fully." : "";

    private string AbortEffect => facts is null || rollout.Phase == RolloutPhase.Pending
        ? "It ends before its first step."
        : facts.Endpoint.StableVersion == rollout.StableVersion
            ? $"v{rollout.StableVersion} goes from {Wording.Share(facts.Champion.Weight)} to 100 % on {Agents}, at once. Can be undone for 10 s.{Beware}"
            : $"All callers go back from v{facts.Endpoint.StableVersion} to v{rollout.StableVersion} on {Agents}, at once. Can be undone for 10 s.{Beware}";

    private string? WhyNotApproved(RolloutStep? step) => step is HoldStep { NeedsApproval: true } && rollout.StartedBy == viewer
        ? $"The step '{step.Title}' needs another person than {rollout.StartedBy}, who started it."
        : null;

    private RolloutOffer Of(RolloutVerb verb, string label, string effect, string? unavailableBecause) => new(verb, label, effect, whyNot?.Invoke(verb) ?? unavailableBecause);
}

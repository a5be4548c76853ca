using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Realtime;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Starts a rollout: compiles the draft, checks what must hold, and begins its first step in the same transaction.</summary>
public sealed class StartRolloutCommand(
    CommandAccess access, RolloutPreparation preparation, RolloutQueries rollouts, EndpointChanges changes, ChangeBell bell, IdSource ids, IOptions<AccessOptions> options, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: see <see cref="RolloutRefusals"/>.</returns>
    public async Task<Outcome<CommandedRollout>> RunAsync(StartRolloutRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckEndpointAsync<StartRolloutCommand>(actor, request.Endpoint, cancellation) is { } forbidden)
            return forbidden;
        var prepared = await preparation.RunAsync(request.Endpoint, request.Draft, cancellation);
        return prepared.Refusal is { } refusal
            ? refusal
            : await StartAsync(request.Endpoint, prepared.Value.Plan, prepared.Value.Baseline, request.OnBusy, request.Reason, actor, cancellation);
    }

    /// <summary>Starts the plan of an ended rollout again.</summary>
    /// <returns>Refusals: see <see cref="RolloutRefusals"/>.</returns>
    public async Task<Outcome<CommandedRollout>> RetryAsync(Rollout ended, string reason, Actor actor, CancellationToken cancellation)
    {
        if (!ended.IsTerminal || ended.Phase == RolloutPhase.Succeeded)
            return new Refusal(RolloutRefusals.IllegalMove, $"Cannot retry: the rollout is {PhaseText.Of(ended.Phase)}; only one that ended without success can be tried again.");
        return await StartAsync(ended.Endpoint, ended.Plan, ended.Baseline, BusyPolicy.Refuse, reason.Length == 0 ? $"Retry of {ended.Id}" : reason, actor, cancellation, ended.StableVersion);
    }

    private async Task<Outcome<CommandedRollout>> StartAsync(
        string endpointName,
        RolloutPlan plan,
        Domain.Analysis.Templates.VariantEvidence baseline,
        BusyPolicy onBusy,
        string reason,
        Actor actor,
        CancellationToken cancellation,
        int? stableVersion = null)
    {
        if (plan.CheckReadable() is { } unreadable)
            return unreadable;
        var id = ids.NewId();
        var outcome = await changes.RunAsync(
            actor,
            reason,
            async (unit, unitCancellation) =>
            {
                var loaded = await unit.LoadAsync(endpointName, expectedVersion: null, unitCancellation);
                if (loaded.Refusal is { } missing)
                    return missing;
                var endpoint = loaded.Value;
                if (stableVersion is { } expected && endpoint.StableVersion != expected)
                    return new Refusal(RolloutRefusals.ChangedMeanwhile, $"The stable version is v{endpoint.StableVersion} now, the plan was made for v{expected}; start a new rollout.");
                if (await ClearAsync(unit, endpoint, onBusy, actor, reason, unitCancellation) is { } busy)
                    return busy;

                // A plan of before may be older than the wish for a second person.
                var approved = options.Value.NeedsFourEyes(endpoint.Pool) ? FourEyes.Require(plan) : plan;
                if (approved.Refusal is { } unapprovable)
                    return unapprovable;
                var now = clock.GetUtcNow();
                var rollout = Rollout.Accept(OrderOf(id, endpoint, approved.Value, baseline, reason), actor, now);
                unit.Rollouts.Add(rollout, actor, reason);
                if (await unit.Rollouts.FindActiveAsync(endpoint.Name, unitCancellation) is not null && onBusy == BusyPolicy.Queue)
                    return new EndpointDecision(endpoint, endpoint.Unchanged(EndpointEventKind.RolloutStep, now));

                var begin = new RolloutDecision { Trigger = RolloutTrigger.Prepare, Step = 0, Sentence = $"{actor.Name} started {StrategyText.WithArticle(plan.Strategy)}: {plan.Steps[0].Title}." };
                var frozen = endpoint.Settings.Schedule?.WhyNotNow(now);
                return frozen is null
                    ? unit.Apply(rollout, endpoint, begin, actor, reason, now)
                    : new EndpointDecision(endpoint, endpoint.Unchanged(EndpointEventKind.RolloutStep, now));
            },
            cancellation);
        if (outcome.Refusal is { } refusal)
            return refusal;
        bell.Ring(ChangeTopic.Rollouts, endpointName);
        return new CommandedRollout((await rollouts.FindAsync(id, cancellation))!, outcome.Value);
    }

    // Two changes of one endpoint in one transaction: first home, then the new rollout's first step.
    private async Task<Refusal?> ClearAsync(EndpointUnit unit, InferenceEndpoint endpoint, BusyPolicy onBusy, Actor actor, string reason, CancellationToken cancellation)
    {
        if (await unit.Rollouts.FindActiveAsync(endpoint.Name, cancellation) is not { } active || onBusy == BusyPolicy.Queue)
            return null;
        if (onBusy == BusyPolicy.Refuse)
            return EndpointUnit.Busy(active);

        var applied = RolloutVerbs.Supersede(active, actor).Then(decision => unit.Apply(active, endpoint, decision, actor, reason, clock.GetUtcNow()));
        if (applied.Refusal is { } refusal)
            return refusal;
        await unit.Endpoints.SaveAsync(applied.Value.Change, actor, reason, cancellation);
        return null;
    }

    private RolloutOrder OrderOf(string id, InferenceEndpoint endpoint, RolloutPlan plan, Domain.Analysis.Templates.VariantEvidence baseline, string reason) => new()
    {
        Id = id,
        Endpoint = endpoint.Name,
        Pool = endpoint.Pool,
        Model = endpoint.Model,
        StableVersion = endpoint.StableVersion,
        PreviousStableVersion = endpoint.PreviousStableVersion,
        Salt = ids.NewSalt(),
        Plan = plan,
        Reason = reason,
        Baseline = baseline,
    };
}

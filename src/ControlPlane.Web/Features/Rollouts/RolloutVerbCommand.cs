using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What people do to a rollout. Of two at once exactly one wins; the other's wish is in the history with the reason why not.</summary>
public sealed class RolloutVerbCommand(
    CommandAccess access, RolloutQueries rollouts, RolloutFactsReader facts, RolloutChanges changes, StartRolloutCommand start, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: see <see cref="RolloutRefusals"/>.</returns>
    public async Task<Outcome<CommandedRollout>> RunAsync(RolloutVerbRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckRolloutAsync(actor, CommandPermissions.Of(request.Verb), request.Id, cancellation) is { } forbidden)
            return forbidden;
        if (await rollouts.FindAsync(request.Id, cancellation) is not { } seen)
            return RolloutChanges.NotFound(request.Id);
        if (request.Verb == RolloutVerb.Retry)
            return await start.RetryAsync(seen, request.Reason, actor, cancellation);
        if (await facts.ReadAsync(seen, cancellation) is not { } now)
            return EndpointUnit.NotFound(seen.Endpoint);

        var outcome = await changes.RunAsync(
            request.Id, Asked(request.Verb), actor, request.Reason, (rollout, endpoint) => Decide(request, rollout, endpoint, now, actor), cancellation);
        if (outcome.Refusal is { } refusal)
            return refusal;
        return new CommandedRollout(await rollouts.FindAsync(request.Id, cancellation) ?? seen, outcome.Value);
    }

    private Outcome<RolloutDecision> Decide(RolloutVerbRequest request, Rollout rollout, InferenceEndpoint endpoint, RolloutFacts now, Actor actor)
    {
        // Moving traffic to safety always wins, whatever was seen before.
        if (request.Verb != RolloutVerb.Abort && rollout.CheckUnchanged(request.ExpectedVersion) is { } conflict)
            return conflict;
        if (request.Verb == RolloutVerb.Promote && request.SeenStep is { } seen && seen != rollout.Step)
            return new Refusal(RolloutRefusals.ChangedMeanwhile, $"The rollout has gone on to step {rollout.Step + 1} since you looked at step {seen + 1}; look again.");
        return request.Verb switch
        {
            RolloutVerb.Promote => RolloutVerbs.Promote(rollout, now, actor, request.Reason),
            RolloutVerb.Approve => RolloutVerbs.Approve(rollout, now, actor, request.Reason),
            RolloutVerb.Decline => RolloutVerbs.Decline(rollout, actor, request.Reason),
            RolloutVerb.PromoteFull => RolloutVerbs.PromoteFull(rollout, now, actor, request.Reason),
            RolloutVerb.Pause => RolloutVerbs.Pause(rollout, actor, request.Reason),
            RolloutVerb.Resume => RolloutVerbs.Resume(rollout, actor, request.Reason),
            RolloutVerb.Abort => RolloutVerbs.Abort(rollout, actor, request.Reason),
            RolloutVerb.Kill => RolloutVerbs.Kill(rollout, actor, request.Reason),
            RolloutVerb.Freeze => BanditVerbs.Freeze(rollout, actor, request.Reason, clock.GetUtcNow()),
            RolloutVerb.Unfreeze => BanditVerbs.Unfreeze(rollout, actor, request.Reason),
            RolloutVerb.Undo => RolloutVerbs.Undo(rollout, endpoint, actor, clock.GetUtcNow()),
            var other => throw new InvalidOperationException($"No decision is defined for {other}."),
        };
    }

    private static string Asked(RolloutVerb verb) => verb switch
    {
        RolloutVerb.PromoteFull => "promote fully",
        RolloutVerb.Kill => "switch off",
        _ => verb.ToString().ToLowerInvariant(),
    };
}

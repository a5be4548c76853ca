using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>
/// The one way in which rollouts change: load, decide, apply, save rollout, event, endpoint and table in one transaction; then tell agents and screens.
/// What is asked for and refused goes into the history too. A singleton, thread-safe.
/// </summary>
public sealed class RolloutChanges(EndpointChanges changes, ChangeBell bell, TimeProvider clock)
{
    /// <summary>Applies a decision that is made inside the transaction.</summary>
    /// <param name="id">Id of the rollout.</param>
    /// <param name="asked">What was asked for, as it follows "refused to"; null when nobody asked, so that a refusal leaves no trace.</param>
    /// <param name="actor">Who.</param>
    /// <param name="reason">Why; empty when nothing was said.</param>
    /// <param name="decide">Decides; may run once only.</param>
    /// <param name="cancellation">Gives the command up while it waits for its turn.</param>
    public async Task<Outcome<CommittedChange>> RunAsync(
        string id, string? asked, Actor actor, string reason, Func<Rollout, InferenceEndpoint, Outcome<RolloutDecision>> decide, CancellationToken cancellation)
    {
        var outcome = await changes.RunAsync(
            actor,
            reason,
            async (unit, unitCancellation) =>
            {
                if (await unit.Rollouts.FindAsync(id, unitCancellation) is not { } rollout)
                    return NotFound(id);
                var loaded = await unit.LoadAsync(rollout.Endpoint, expectedVersion: null, unitCancellation);
                return loaded.Then(endpoint => decide(rollout, endpoint).Then(decision => unit.Apply(rollout, endpoint, decision, actor, reason, clock.GetUtcNow())));
            },
            cancellation);
        if (outcome.IsAccepted)
            bell.Ring(ChangeTopic.Rollouts, outcome.Value.Endpoint);
        else if (asked is not null)
            await RecordAsync(id, asked, outcome.Refusal!, actor, cancellation);
        return outcome;
    }

    /// <summary>The refusal about a rollout that is not there.</summary>
    public static Refusal NotFound(string id) => new(RolloutRefusals.NotFound, $"There is no rollout '{id}'.");

    private async Task RecordAsync(string id, string asked, Refusal refusal, Actor actor, CancellationToken cancellation) =>
        await changes.RunAsync(
            actor,
            reason: "",
            async (unit, unitCancellation) =>
            {
                if (await unit.Rollouts.FindAsync(id, unitCancellation) is not { } rollout)
                    return NotFound(id);
                var loaded = await unit.LoadAsync(rollout.Endpoint, expectedVersion: null, unitCancellation);
                return loaded.Then<EndpointDecision>(endpoint =>
                {
                    var now = clock.GetUtcNow();
                    unit.Rollouts.Add(rollout, RolloutEvent.OfRefusal(rollout, asked, refusal.Code, refusal.Sentence, actor, now));
                    return new EndpointDecision(endpoint, endpoint.Unchanged(EndpointEventKind.RolloutStep, now));
                });
            },
            cancellation);
}

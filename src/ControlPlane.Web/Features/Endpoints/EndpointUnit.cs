using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What a command needs of the database while it decides about one endpoint; inside one unit of the writer.</summary>
public sealed class EndpointUnit(StateContext context)
{
    public EndpointStore Endpoints { get; } = new(context);

    public ModelStore Models { get; } = new(context);

    public RolloutStore Rollouts { get; } = new(context);

    /// <summary>The endpoint, if it is there and still what the caller saw.</summary>
    /// <returns>Refusals: <see cref="EndpointRefusals.NotFound"/>, <see cref="EndpointRefusals.ChangedMeanwhile"/>.</returns>
    public async Task<Outcome<InferenceEndpoint>> LoadAsync(string name, long? expectedVersion, CancellationToken cancellation)
    {
        if (await Endpoints.FindAsync(name, cancellation) is not { } endpoint)
            return NotFound(name);
        return endpoint.CheckUnchanged(expectedVersion) is { } refusal ? refusal : endpoint;
    }

    /// <summary>Refuses what an active rollout would contradict.</summary>
    /// <returns>Refusal: <see cref="RolloutRefusals.EndpointBusy"/>.</returns>
    public async Task<Refusal?> CheckIdleAsync(string endpoint, CancellationToken cancellation) =>
        await Rollouts.FindActiveAsync(endpoint, cancellation) is { } rollout ? Busy(rollout) : null;

    /// <summary>Carries a decision about a rollout out and puts it into the history.</summary>
    public Outcome<EndpointDecision> Apply(Rollout rollout, InferenceEndpoint endpoint, RolloutDecision decision, Actor actor, string reason, DateTimeOffset now)
    {
        if (!decision.HasEffect)
            return new EndpointDecision(endpoint, endpoint.Unchanged(EndpointEventKind.RolloutStep, now));
        return rollout.Apply(endpoint, decision, actor, now).Then<EndpointDecision>(change =>
        {
            if (decision.IsEvent)
                Rollouts.Add(rollout, RolloutEvent.Of(rollout, decision, actor, reason, now));
            return new EndpointDecision(endpoint, change);
        });
    }

    public static Refusal Busy(Rollout rollout) => new(
        RolloutRefusals.EndpointBusy,
        $"'{rollout.Endpoint}' has an active rollout ({rollout.Id}, {PhaseText.Of(rollout.Phase)}): abort it, or start the new one with onBusy supersede or queue.");

    public static Refusal NotFound(string name) => new(EndpointRefusals.NotFound, $"There is no endpoint '{name}'.");
}

using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Shows what a rollout would do, by doing it to a copy that is thrown away. Changes nothing. A singleton, thread-safe.</summary>
public sealed class PreviewRolloutQuery(RolloutPreparation preparation, IDbContextFactory<StateContext> contexts, TimeProvider clock)
{
    /// <summary>The preview, or why the rollout could not start.</summary>
    public async Task<Outcome<RolloutPreview>> RunAsync(string endpointName, RolloutDraft draft, CancellationToken cancellation)
    {
        var prepared = await preparation.RunAsync(endpointName, draft, cancellation);
        if (prepared.Refusal is { } refusal)
            return refusal;
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var copy = await context.Endpoints.AsNoTracking().FirstOrDefaultAsync(e => e.Name == endpointName, cancellation);
        return copy is null ? EndpointUnit.NotFound(endpointName) : new RolloutPreview(prepared.Value, StepsOf(prepared.Value, copy));
    }

    private List<StepPreview> StepsOf(PreparedRollout prepared, InferenceEndpoint copy)
    {
        var now = clock.GetUtcNow();
        var plan = prepared.Plan;
        var stable = copy.StableVersion;
        var rollout = Rollout.Accept(
            new RolloutOrder { Id = "preview", Endpoint = copy.Name, Pool = copy.Pool, Model = copy.Model, StableVersion = stable, Salt = copy.Salt, Plan = plan },
            Actor.Automatic,
            now);
        var steps = new List<StepPreview>();
        for (var index = 0; index < plan.Steps.Count; index++)
        {
            var before = copy.ToSnapshot();
            var decision = new RolloutDecision { Trigger = RolloutEngine.TriggerOf(rollout, plan.Steps[index]), Step = index, Outcome = StepOutcome.Done, Sentence = plan.Steps[index].Title };
            var change = rollout.Apply(copy, decision, Actor.Automatic, now);
            if (change.Refusal is { } illegal)
                throw new InvalidOperationException($"The recipe made a plan whose step {index} cannot be entered: {illegal}");
            steps.Add(new StepPreview(index, plan.Steps[index], before, copy.ToSnapshot(), PlanForecast.ShareAt(plan, stable, index, prepared.Agents.Count), change.Value.HasEffect));
        }

        return steps;
    }
}

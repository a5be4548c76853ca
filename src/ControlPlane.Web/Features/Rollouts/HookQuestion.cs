using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What a gate by webhook posts. Immutable.</summary>
/// <param name="Rollout">Id of the rollout.</param>
/// <param name="Endpoint">Name of the endpoint.</param>
/// <param name="Model">Name of its model.</param>
/// <param name="Strategy">The recipe.</param>
/// <param name="Versions">The new versions.</param>
/// <param name="StableVersion">The version it goes back to.</param>
/// <param name="Step">Index of the step.</param>
/// <param name="Moment">When it is asked.</param>
/// <param name="Attempt">The how-manieth question of this step it is.</param>
internal sealed record HookQuestion(
    string Rollout, string Endpoint, string Model, RolloutStrategy Strategy, IReadOnlyList<int> Versions, int StableVersion, int Step, HookMoment Moment, int Attempt)
{
    public static HookQuestion Of(Rollout rollout, WebhookStep step) => new(
        rollout.Id, rollout.Endpoint, rollout.Model, rollout.Strategy, rollout.Plan.Challengers(rollout.StableVersion), rollout.StableVersion,
        rollout.Step, step.Moment, (rollout.Run?.Hook?.Refused ?? 0) + 1);
}

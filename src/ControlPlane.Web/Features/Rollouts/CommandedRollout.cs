using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What a command did to a rollout. Immutable.</summary>
/// <param name="Rollout">The rollout afterwards.</param>
/// <param name="Change">What happened to its endpoint.</param>
public sealed record CommandedRollout(Rollout Rollout, CommittedChange Change);

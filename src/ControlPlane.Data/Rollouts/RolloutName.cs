using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Data.Rollouts;

/// <summary>A rollout that has not ended, by its name only. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Endpoint">Where it moves traffic.</param>
/// <param name="Phase">Where it stands.</param>
public sealed record RolloutName(string Id, string Endpoint, RolloutPhase Phase);

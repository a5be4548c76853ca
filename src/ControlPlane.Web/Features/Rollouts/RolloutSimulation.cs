using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>How a plan would have gone on recorded traffic. Immutable.</summary>
/// <param name="From">Begin of the replayed span.</param>
/// <param name="To">End of it.</param>
/// <param name="Phase">Where the rollout would have been at the end, or when it stopped.</param>
/// <param name="Step">Index of its step then.</param>
/// <param name="Sentence">The answer in one sentence, such as "would have stopped at step 2, because …".</param>
/// <param name="Moves">Every move, in order.</param>
public sealed record RolloutSimulation(
    DateTimeOffset From, DateTimeOffset To, RolloutPhase Phase, int Step, string Sentence, IReadOnlyList<SimulatedMove> Moves);

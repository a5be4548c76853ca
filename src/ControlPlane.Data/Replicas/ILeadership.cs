using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Data.Replicas;

/// <summary>Whether this process may decide by itself: move rollouts, keep schedules, copy and purge databases. Thread-safe.</summary>
public interface ILeadership
{
    /// <summary>Who leads.</summary>
    LeaderStanding Standing { get; }

    /// <summary>Whether loops should work. It may turn false at any moment, so that every decision is checked once more by <see cref="CheckAsync"/>.</summary>
    bool IsLeader { get; }

    /// <summary>Inside the transaction of a decision: whether this process leads still.</summary>
    /// <returns>Refusal: <see cref="Domain.Replicas.LeaseRefusals.NotLeader"/>.</returns>
    ValueTask<Refusal?> CheckAsync(StateContext context, CancellationToken cancellationToken);
}

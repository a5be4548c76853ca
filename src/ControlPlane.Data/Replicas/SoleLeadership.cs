using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Data.Replicas;

/// <summary>The one process that holds the data folder always leads.</summary>
internal sealed class SoleLeadership(ReplicaName name) : ILeadership
{
    /// <inheritdoc />
    public LeaderStanding Standing { get; } = new(name.Value, name.Value, 1, IsShared: false);

    /// <inheritdoc />
    public bool IsLeader => true;

    /// <inheritdoc />
    public ValueTask<Refusal?> CheckAsync(StateContext context, CancellationToken cancellationToken) => ValueTask.FromResult<Refusal?>(null);
}

namespace ControlPlane.Data.Replicas;

/// <summary>Who leads, as a replica knows it. Immutable.</summary>
/// <param name="Replica">Name of this replica.</param>
/// <param name="Leader">Name of the one that leads; null while nobody does or it is not known.</param>
/// <param name="Epoch">Number of the term; 0 before the first.</param>
/// <param name="IsShared">Whether there may be other replicas.</param>
public sealed record LeaderStanding(string Replica, string? Leader, long Epoch, bool IsShared)
{
    /// <summary>Whether this replica leads.</summary>
    public bool IsLeader => Leader == Replica;
}

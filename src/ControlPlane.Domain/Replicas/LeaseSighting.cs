namespace ControlPlane.Domain.Replicas;

/// <summary>What a replica that does not lead saw of the lease, measured by its own clock alone. Immutable.</summary>
/// <param name="Epoch">Number of the term it saw.</param>
/// <param name="Beat">The renewal it saw last.</param>
/// <param name="UnchangedFor">For how long it has seen no other.</param>
public readonly record struct LeaseSighting(long Epoch, long Beat, TimeSpan UnchangedFor);

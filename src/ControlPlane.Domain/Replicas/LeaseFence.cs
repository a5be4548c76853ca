namespace ControlPlane.Domain.Replicas;

/// <summary>
/// What a leader holds up when it decides: its name and the number of its term. A later term makes it worthless for ever, whatever the clocks say. Immutable.
/// </summary>
/// <param name="Holder">Name of the replica.</param>
/// <param name="Epoch">Number of its term, from 1.</param>
public readonly record struct LeaseFence(string Holder, long Epoch);

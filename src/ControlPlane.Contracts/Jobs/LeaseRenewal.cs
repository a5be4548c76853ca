namespace ControlPlane.Contracts.Jobs;

/// <summary>An agent is still at work on a chunk. Immutable.</summary>
/// <param name="JobId">Id of the job.</param>
/// <param name="Chunk">Which part of its input, from 0.</param>
/// <param name="Lease">The lease that shall go on.</param>
public sealed record LeaseRenewal(string JobId, int Chunk, string Lease);

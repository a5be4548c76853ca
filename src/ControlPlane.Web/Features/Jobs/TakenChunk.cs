using ControlPlane.Domain.Jobs;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>A chunk that an agent has taken, with its job. Immutable.</summary>
/// <param name="Job">The job.</param>
/// <param name="Chunk">The chunk.</param>
internal sealed record TakenChunk(BatchJob Job, JobChunk Chunk);

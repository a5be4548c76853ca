using ControlPlane.Domain.Jobs;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>What the page of one batch job shows. Immutable.</summary>
/// <param name="Job">The job.</param>
/// <param name="UnderWay">Chunks that agents have.</param>
/// <param name="Stored">Its predictions, while they are the endpoint's stored ones; null otherwise.</param>
public sealed record JobScreen(BatchJob Job, int UnderWay, PredictionSet? Stored);

using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>A person's wish to change an experiment's plan. Immutable.</summary>
/// <param name="Id">Id of the rollout.</param>
/// <param name="Revision">What shall be different.</param>
/// <param name="Reason">Why; must be given.</param>
/// <param name="ExpectedVersion">The concurrency version that was seen; null accepts any.</param>
public sealed record ReviseExperimentRequest(string Id, ExperimentRevision Revision, string Reason, long? ExpectedVersion = null);

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>A person's wish about a rollout. Immutable.</summary>
/// <param name="Id">Id of the rollout.</param>
/// <param name="Verb">What is asked.</param>
/// <param name="Reason">Why; empty when nothing was said.</param>
/// <param name="ExpectedVersion">The concurrency version that was seen; null accepts any. Abort never asks for it.</param>
/// <param name="SeenStep">Index of the step that was seen; null accepts any. Promote ends that one and no other.</param>
public sealed record RolloutVerbRequest(string Id, RolloutVerb Verb, string Reason = "", long? ExpectedVersion = null, int? SeenStep = null);

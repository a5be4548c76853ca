using ControlPlane.Domain.Rollouts.Recipes;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>A rollout that shall start. Immutable.</summary>
/// <param name="Endpoint">Name of the endpoint.</param>
/// <param name="Draft">What was chosen.</param>
/// <param name="OnBusy">What to do when one is active.</param>
/// <param name="Reason">Why; empty when nothing was said.</param>
public sealed record StartRolloutRequest(string Endpoint, RolloutDraft Draft, BusyPolicy OnBusy = BusyPolicy.Refuse, string Reason = "");

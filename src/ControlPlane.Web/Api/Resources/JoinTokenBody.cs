namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of <c>POST /join-tokens</c>. Immutable.</summary>
/// <param name="Pool">The environment the agent may serve in.</param>
/// <param name="LifetimeMinutes">More than 0 up to 60; null for 15.</param>
internal sealed record JoinTokenBody(string Pool, double? LifetimeMinutes = null);

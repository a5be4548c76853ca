namespace ControlPlane.Web.Features.Agents;

/// <summary>Asks for a token with which one agent may become a member. Immutable.</summary>
/// <param name="Pool">The environment it may serve in.</param>
/// <param name="Lifetime">How long the token may be used, at most 60 min; null for 15 min.</param>
public sealed record CreateJoinTokenRequest(string Pool, TimeSpan? Lifetime = null);

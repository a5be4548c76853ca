namespace ControlPlane.AgentHost.Routing;

/// <summary>Which offer a report answers. A nonce means something inside its session only.</summary>
/// <param name="SessionId">The session it was made in.</param>
/// <param name="Nonce">Its number there.</param>
internal sealed record OfferReference(string SessionId, long Nonce);

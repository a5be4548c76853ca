namespace ControlPlane.Web.Features.Agents;

/// <summary>A new join token. Immutable.</summary>
/// <param name="Token">The secret itself: shown once, only its hash is kept.</param>
/// <param name="Pool">The environment it is for.</param>
/// <param name="ExpiresAt">First instant at which it is refused.</param>
public sealed record IssuedJoinToken(string Token, string Pool, DateTimeOffset ExpiresAt);

using ControlPlane.Data.Access;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>A token with its text, which is shown once. Holds a secret. Immutable.</summary>
/// <param name="Token">The text to hand out.</param>
/// <param name="Row">Everything else about it.</param>
public sealed record IssuedApiToken(string Token, ApiTokenRow Row);

using ControlPlane.Domain.Access;

namespace ControlPlane.Web.Features.Access;

/// <summary>Somebody who is in. Immutable.</summary>
/// <param name="Person">Who.</param>
/// <param name="SessionId">The session that began.</param>
public sealed record SignedIn(Person Person, string SessionId);

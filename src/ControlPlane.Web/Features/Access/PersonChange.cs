using ControlPlane.Domain.Access;

namespace ControlPlane.Web.Features.Access;

/// <summary>What should be different about a person. Immutable.</summary>
/// <param name="Name">Who.</param>
/// <param name="Grants">The roles from now on; null leaves them.</param>
/// <param name="State">Whether they may do anything; null leaves it.</param>
/// <param name="ExpectedVersion">The concurrency version the caller saw; null to change whatever is there.</param>
public sealed record PersonChange(string Name, IReadOnlyList<RoleGrant>? Grants = null, PersonState? State = null, long? ExpectedVersion = null);

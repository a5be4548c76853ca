namespace ControlPlane.Domain.Access;

/// <summary>A token that somebody wants to make. Immutable.</summary>
/// <param name="Name">What it is for, such as <c>ci</c>; shown in the audit.</param>
/// <param name="Grants">What it may do, and where.</param>
/// <param name="Lifetime">How long it is good; null means <see cref="ApiToken.DefaultLifetime"/>.</param>
public sealed record ApiTokenDraft(string Name, IReadOnlyList<RoleGrant> Grants, TimeSpan? Lifetime = null);

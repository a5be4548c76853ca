namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of <c>PUT /people/{person}</c>. Immutable.</summary>
/// <param name="Roles">The roles from now on, each as <c>role@environment</c>; null leaves them.</param>
/// <param name="Disabled">Whether they may do nothing; null leaves it.</param>
internal sealed record PersonChangeBody(IReadOnlyList<string>? Roles = null, bool? Disabled = null);

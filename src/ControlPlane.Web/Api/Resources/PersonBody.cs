namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of <c>POST /people</c>. Immutable.</summary>
/// <param name="Name">What they type to sign in; never changed.</param>
/// <param name="Roles">Each as <c>role@environment</c>; null for none.</param>
internal sealed record PersonBody(string Name, IReadOnlyList<string>? Roles = null);

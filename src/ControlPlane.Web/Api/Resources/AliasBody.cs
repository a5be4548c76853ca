namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of <c>PUT /models/{model}/aliases/{alias}</c>. Immutable.</summary>
/// <param name="Version">The version to point at.</param>
internal sealed record AliasBody(int Version);

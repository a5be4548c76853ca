namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of <c>PUT /models/{model}</c>. Immutable.</summary>
/// <param name="Description">What people should know about the model.</param>
internal sealed record ModelBody(string Description);

namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of verbs. Immutable.</summary>
/// <param name="Reason">For the history.</param>
internal sealed record ReasonBody(string Reason = "");

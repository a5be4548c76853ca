namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of <c>POST /tokens/{id}/rotate</c>. Immutable.</summary>
/// <param name="OverlapHours">How long the secret before stays good, 0 to 168; null for 24.</param>
internal sealed record TokenRotationBody(double? OverlapHours = null);

namespace ControlPlane.Web.Api.Resources;

/// <summary>How the traffic is shared out before and after a step. Immutable.</summary>
internal sealed record PreviewedDiffResource(int Step, string Before, string After);

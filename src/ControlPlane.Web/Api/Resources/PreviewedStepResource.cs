namespace ControlPlane.Web.Api.Resources;

/// <summary>One step of a rollout that has not started. Immutable.</summary>
internal sealed record PreviewedStepResource(int Index, string Kind, string Title, double MinimumSeconds, int ChallengerShare);

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Everything a rollout would do. Immutable.</summary>
/// <param name="Prepared">The compiled plan.</param>
/// <param name="Steps">One per step.</param>
public sealed record RolloutPreview(PreparedRollout Prepared, IReadOnlyList<StepPreview> Steps);

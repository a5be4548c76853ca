using ControlPlane.Domain.Rollouts;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Where a rollout comes from and what was unusual about its plan.</summary>
public sealed partial class RolloutOrigin
{
    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }
}

using ControlPlane.Domain.Rollouts;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>A strategy as a small picture: the stable version blue, the new one orange, time from left to right.</summary>
public sealed partial class StrategyPicture
{
    [Parameter, EditorRequired]
    public RolloutStrategy Strategy { get; set; }
}

using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>From the first bad answer to the last agent back on the stable version, measured.</summary>
public sealed partial class WayBackPanel
{
    [Parameter, EditorRequired]
    public required WayBack Way { get; set; }
}

using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components.States;

/// <summary>The shape of what is on its way.</summary>
public sealed partial class Skeleton
{
    [Parameter]
    public int Rows { get; set; } = 4;

    [Parameter]
    public string Label { get; set; } = "Loading";
}

using ControlPlane.Web.Components.States;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components.Live;

/// <summary>Draws loading, failed and stale; what is left to the page is data, and empty, which only it can tell.</summary>
public sealed partial class LiveView
{
    private static readonly RenderFragment DefaultLoading = builder =>
    {
        builder.OpenComponent<Skeleton>(0);
        builder.CloseComponent();
    };

    [Parameter, EditorRequired]
    public required ILiveQuery Query { get; set; }

    /// <summary>The shape of what is on its way; null for rows.</summary>
    [Parameter]
    public RenderFragment? Loading { get; set; }

    /// <summary>Drawn once there is an answer.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}

using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components.Charts;

/// <summary>Picks the time range of a page's charts; the choice is in the address.</summary>
public sealed partial class WindowPicker
{
    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required ChartWindow Chosen { get; set; }

    /// <summary>The one that an address without a range means.</summary>
    [Parameter]
    public ChartWindow Usual { get; set; } = ChartWindow.All[0];
}

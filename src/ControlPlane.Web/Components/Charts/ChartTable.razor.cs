using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components.Charts;

/// <summary>A chart's numbers as a table, newest first.</summary>
public sealed partial class ChartTable
{
    [Parameter, EditorRequired]
    public required ChartPicture Picture { get; set; }
}

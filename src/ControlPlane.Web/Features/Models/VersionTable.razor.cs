using ControlPlane.Data.Models;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>Versions of a model, newest first; one is chosen by its link.</summary>
public sealed partial class VersionTable
{
    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required ModelRow Model { get; set; }

    /// <summary>Number of the chosen version.</summary>
    [Parameter]
    public int? Selected { get; set; }
}

using ControlPlane.Data.Models;
using ControlPlane.Web.Features.Rollouts.Wizard;
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

    private IReadOnlyList<string> Endpoints => [.. Model.Versions.SelectMany(v => v.ServesAt).Select(s => s.Endpoint).Distinct(StringComparer.Ordinal)];

    // Where there is one endpoint only, nobody is asked for it.
    private string RollOutAddress(int version) =>
        new WizardChoice { Model = Endpoints.Count == 1 ? null : Model.Name, Endpoint = Endpoints is [var only] ? only : null, Versions = [version] }.ToAddress();
}

using ControlPlane.Data.Models;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>Movable names as chips.</summary>
public sealed partial class AliasChips
{
    [Parameter, EditorRequired]
    public required IEnumerable<AliasRow> Aliases { get; set; }

    /// <summary>Whether each says the version it points at.</summary>
    [Parameter]
    public bool ShowVersion { get; set; }
}

using ControlPlane.Data.Models;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>Where versions serve, with which share.</summary>
public sealed partial class ServingList
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<ModelVersionRow> Versions { get; set; }

    private IReadOnlyList<ServingRow> Places => [.. Versions.SelectMany(v => v.ServesAt).OrderBy(s => s.Endpoint, StringComparer.Ordinal).ThenByDescending(s => s.Weight)];
}

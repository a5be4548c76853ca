using ControlPlane.Domain.Experiments;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>The effect in parts of an experiment: to explore, not to decide by.</summary>
public sealed partial class ExploratoryTable
{
    [Parameter, EditorRequired]
    public required string PartTitle { get; set; }

    [Parameter, EditorRequired]
    public required string Metric { get; set; }

    [Parameter, EditorRequired]
    public required double Margin { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ExploratoryEffect> Effects { get; set; }
}

using ControlPlane.Domain.Analysis.Templates;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>The newest comparison of an analysis; nothing where it compares nothing.</summary>
public sealed partial class ComparisonPanel
{
    /// <summary>Tells panels of one page apart.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required AnalysisRun Run { get; set; }
}

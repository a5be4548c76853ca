using ControlPlane.Domain.Analysis.Quality;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Quality;

/// <summary>A number with its 95 % interval and what it was counted in, or why there is none.</summary>
public sealed partial class EstimateText
{
    [Parameter, EditorRequired]
    public required QualityEstimate Estimate { get; set; }

    /// <summary>How the number reads.</summary>
    [Parameter]
    public Func<double, string> Words { get; set; } = QualityText.Percent;

    /// <summary>What one unit of the denominator is.</summary>
    [Parameter]
    public string Unit { get; set; } = "label";
}

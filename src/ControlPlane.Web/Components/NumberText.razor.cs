using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components;

/// <summary>A number with its unit; denominator and freshness on hover. Unknown is a dash with its reason on hover and focus, never 0.</summary>
public sealed partial class NumberText
{
    /// <summary>The number with its unit; null when it is not known.</summary>
    [Parameter, EditorRequired]
    public string? Text { get; set; }

    /// <summary>Of how many, over which time, how fresh; null for nothing to add.</summary>
    [Parameter]
    public string? Detail { get; set; }

    /// <summary>Why it is not known.</summary>
    [Parameter]
    public string UnknownBecause { get; set; } = "no requests in this time";
}

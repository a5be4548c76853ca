using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Quality;

/// <summary>How long labels took that have come, in spans that grow.</summary>
public sealed partial class DelayBars
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<long> Delays { get; set; }

    // Spans beyond the slowest label say nothing.
    private int Last => Delays.Index().Last(d => d.Item > 0).Index;
}

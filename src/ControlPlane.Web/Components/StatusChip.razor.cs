using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components;

/// <summary>A status as picture, colour and word.</summary>
public sealed partial class StatusChip
{
    [Parameter, EditorRequired]
    public StatusKind Kind { get; set; }

    /// <summary>A word more exact than the status's own; null for that.</summary>
    [Parameter]
    public string? Word { get; set; }

    private StatusLook Look => StatusLook.Of(Kind);
}

using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components;

/// <summary>A button for what cannot be undone by one click: it says the effect in numbers and asks once; the safe answer has the focus.</summary>
public sealed partial class ConfirmButton
{
    private string _id = "";

    /// <summary>Unique on the page.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    /// <summary>Why it cannot be asked; null when it can.</summary>
    [Parameter]
    public string? UnavailableBecause { get; set; }

    /// <summary>On the button, and on the button that does it.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string Question { get; set; }

    /// <summary>What will happen, in numbers.</summary>
    [Parameter, EditorRequired]
    public required string Effect { get; set; }

    [Parameter]
    public string ButtonClass { get; set; } = "button button-small";

    [Parameter]
    public EventCallback OnConfirm { get; set; }

    protected override void OnParametersSet() => _id = $"confirm-{Key}";
}

using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components;

/// <summary>
/// A button for what skips evidence or takes service away: it says the effect in numbers and takes the reason before it acts.
/// The safe answer has the focus, and Enter in the reason's box asks for the action, because typing a reason was no slip.
/// </summary>
public sealed partial class ReasonButton
{
    private string _id = "";
    private string _reason = "";

    /// <summary>Unique on the page.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    /// <summary>On the button, and on the button that does it.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string Question { get; set; }

    /// <summary>What will happen, in numbers.</summary>
    [Parameter, EditorRequired]
    public required string Effect { get; set; }

    /// <summary>Said on hover while it can be used; null for nothing.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>Why it cannot be used; null when it can.</summary>
    [Parameter]
    public string? UnavailableBecause { get; set; }

    [Parameter]
    public string ButtonClass { get; set; } = "button";

    /// <summary>Picture before the label.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Confirmed, with the reason.</summary>
    [Parameter]
    public EventCallback<string> OnConfirm { get; set; }

    protected override void OnParametersSet() => _id = $"reason-{Key}";

    private void Say(ChangeEventArgs input) => _reason = (input.Value as string ?? "").Trim();

    private Task ConfirmAsync() => OnConfirm.InvokeAsync(_reason);
}

using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components.States;

/// <summary>Nothing is there, known for certain: one sentence, and the next action.</summary>
public sealed partial class EmptyState
{
    [Parameter, EditorRequired]
    public string Sentence { get; set; } = "";

    /// <summary>The next action.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}

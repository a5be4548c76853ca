using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components.States;

/// <summary>The question could not be answered: what failed, and a button that asks again.</summary>
public sealed partial class FailedState
{
    [Parameter, EditorRequired]
    public string Sentence { get; set; } = "";

    [Parameter, EditorRequired]
    public EventCallback OnRetry { get; set; }
}

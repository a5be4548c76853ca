using ControlPlane.Domain.Access;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Access;

/// <summary>A button for who has the right to it; for others it says which role is missing, and does nothing.</summary>
public sealed partial class AllowedButton
{
    [Inject]
    public required Viewer Viewer { get; init; }

    /// <summary>What it takes.</summary>
    [Parameter, EditorRequired]
    public Permission Permission { get; set; }

    /// <summary>The environment; null where it belongs to none.</summary>
    [Parameter]
    public string? Pool { get; set; }

    /// <summary>Whether only a role in all environments is enough.</summary>
    [Parameter]
    public bool IsEverywhere { get; set; }

    [Parameter]
    public string Class { get; set; } = "button";

    [Parameter]
    public string Type { get; set; } = "button";

    [Parameter]
    public EventCallback OnClick { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Rest { get; set; }

    private string? Why => IsEverywhere ? Viewer.WhyNot(Permission, AccessScope.Everywhere) : Viewer.WhyNot(Permission, string.IsNullOrWhiteSpace(Pool) ? null : Pool);

    private Task ClickAsync() => Why is null ? OnClick.InvokeAsync() : Task.CompletedTask;
}

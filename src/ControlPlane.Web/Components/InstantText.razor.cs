using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components;

/// <summary>An instant in the viewer's zone.</summary>
public sealed partial class InstantText : IDisposable
{
    [Inject]
    public required ViewerTime ViewerTime { get; init; }

    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    public void Dispose() => ViewerTime.ZoneLearned -= Redraw;

    protected override void OnInitialized() => ViewerTime.ZoneLearned += Redraw;

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}

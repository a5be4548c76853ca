using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components;

/// <summary>How long ago something was, kept current; the exact instant is in the tooltip.</summary>
public sealed partial class AgoText : IDisposable
{
    private IDisposable? _listening;
    private string _text = "";

    [Inject]
    public required CircuitClock Clock { get; init; }

    [Inject]
    public required ViewerTime ViewerTime { get; init; }

    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    public void Dispose() => _listening?.Dispose();

    protected override void OnInitialized() => _listening = Clock.Listen(() => _ = InvokeAsync(Tick));

    protected override void OnParametersSet() => _text = Wording.Ago(At, Clock.Now);

    private void Tick()
    {
        var text = Wording.Ago(At, Clock.Now);
        if (text == _text)
            return;

        _text = text;
        StateHasChanged();
    }
}

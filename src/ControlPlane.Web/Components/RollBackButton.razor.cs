using ControlPlane.Contracts.Outcomes;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components;

/// <summary>
/// One click and the endpoint is back; then ten seconds to undo, beside the measured time from the click to the last
/// acknowledgement. Never disabled without a sentence.
/// </summary>
public sealed partial class RollBackButton : IDisposable
{
    private IDisposable? _listening;
    private bool _wasUndoOpen;
    private string? _problem;

    [Inject]
    public required CircuitClock Clock { get; init; }

    /// <summary>Name of the endpoint.</summary>
    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    /// <summary>The version it goes back to; null when there is none.</summary>
    [Parameter]
    public int? TargetVersion { get; set; }

    /// <summary>What will happen, in numbers.</summary>
    [Parameter]
    public string? Effect { get; set; }

    /// <summary>Why there is nothing to go back to; null when there is.</summary>
    [Parameter]
    public string? UnavailableBecause { get; set; }

    /// <summary>Until when it can be undone; null when it cannot.</summary>
    [Parameter]
    public DateTimeOffset? UndoUntil { get; set; }

    /// <summary>How many agents took how long; null until the first has acknowledged.</summary>
    [Parameter]
    public string? Measured { get; set; }

    /// <summary>Takes the endpoint back; answers with the refusal, or null when it was done.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<Refusal?>> OnRollBack { get; set; }

    /// <summary>Restores what was before.</summary>
    [Parameter]
    public EventCallback OnUndo { get; set; }

    private bool IsUndoOpen => UndoUntil > Clock.Now;

    private int SecondsLeft => (int)Math.Ceiling((UndoUntil!.Value - Clock.Now).TotalSeconds);

    private string Words => TargetVersion is { } version ? $"Roll back to v{version}" : "Roll back";

    private string? Hint => UnavailableBecause ?? Effect;

    public void Dispose() => _listening?.Dispose();

    protected override void OnInitialized() => _listening = Clock.Listen(() => _ = InvokeAsync(Tick));

    private void Tick()
    {
        if (!IsUndoOpen && !_wasUndoOpen)
            return;

        _wasUndoOpen = IsUndoOpen;
        StateHasChanged();
    }

    private async Task RollBackAsync()
    {
        if (UnavailableBecause is null)
            _problem = (await OnRollBack())?.Sentence;
    }
}

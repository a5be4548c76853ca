using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Drift;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Drift;

/// <summary>What an endpoint wants of drift.</summary>
public sealed partial class DriftSettingsPanel
{
    private DriftAction _action;
    private int _minutes;
    private long _rows;
    private DriftSettings? _inForce;
    private Refusal? _refusal;
    private bool _isReplaced;

    /// <summary>What is in force.</summary>
    [Parameter, EditorRequired]
    public required DriftSettings Settings { get; set; }

    /// <summary>Saves; answers with the refusal, or null when it was done.</summary>
    [Parameter, EditorRequired]
    public required Func<DriftSettings, Task<Refusal?>> OnSave { get; set; }

    private DriftSettings Typed => new() { Action = _action, Window = TimeSpan.FromMinutes(_minutes), LiveRows = _rows };

    // What somebody else saved is shown, instead of being overwritten by what stood here before.
    protected override void OnParametersSet()
    {
        if (_inForce == Settings)
            return;

        _isReplaced = _inForce is not null && Typed != _inForce && Typed != Settings;
        _inForce = Settings;
        (_action, _minutes, _rows) = (Settings.Action, (int)Settings.Window.TotalMinutes, Settings.LiveRows);
    }

    private async Task SaveAsync()
    {
        _isReplaced = false;
        _refusal = await OnSave(Typed);
    }
}

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
    private Refusal? _refusal;

    /// <summary>What is in force.</summary>
    [Parameter, EditorRequired]
    public required DriftSettings Settings { get; set; }

    /// <summary>Saves; answers with the refusal, or null when it was done.</summary>
    [Parameter, EditorRequired]
    public required Func<DriftSettings, Task<Refusal?>> OnSave { get; set; }

    protected override void OnInitialized() => (_action, _minutes, _rows) = (Settings.Action, (int)Settings.Window.TotalMinutes, Settings.LiveRows);

    private async Task SaveAsync() => _refusal = await OnSave(new DriftSettings { Action = _action, Window = TimeSpan.FromMinutes(_minutes), LiveRows = _rows });
}

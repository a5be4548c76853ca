using ControlPlane.Data.Models;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>Points an alias at a version.</summary>
public sealed partial class AliasForm
{
    private string _name = "";
    private string? _problem;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required SetAliasCommand SetAlias { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Parameter, EditorRequired]
    public required string Model { get; set; }

    [Parameter, EditorRequired]
    public int Version { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<AliasRow> Aliases { get; set; }

    private string Verb => Aliases.FirstOrDefault(a => a.Name == _name.Trim()) is { } known && known.Version != Version
        ? $"Move from v{known.Version} to v{Version}"
        : "Set";

    private async Task SetAsync()
    {
        var name = _name.Trim();
        var outcome = await SetAlias.RunAsync(new SetAliasRequest(Model, name, Version), Viewer.Actor, CancellationToken.None);
        _problem = outcome.Refusal?.Sentence;
        if (!outcome.IsAccepted)
            return;

        Toasts.Tell(outcome, _ => $"{name} points at {Model} v{Version}.");
        _name = "";
    }
}

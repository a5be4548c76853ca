using ControlPlane.Data.Models;
using ControlPlane.Web.Components;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>The registry: every model with its newest version, its aliases and where it serves.</summary>
public sealed partial class ModelsPage : IDisposable
{
    private LiveQuery<IReadOnlyList<ModelRow>> _live = null!;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required ModelQueries Queries { get; init; }

    [Inject]
    public required WatchedModels Watched { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    private IReadOnlyList<ModelRow> Models => _live.Answer ?? [];

    private string Summary => Models.Count == 0
        ? "Every version of every model, and where it serves."
        : $"{Wording.Count(Models.Count, "model")} with {Wording.Count(Models.Sum(m => m.Versions.Count), "version")}.";

    public void Dispose() => _live.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _live = Questions.Prepare(Queries.ListAsync, InvokeAsync, StateHasChanged, LiveQueries.ForTables)
            .HearOf(ChangeTopic.Models)
            .HearOf(ChangeTopic.Endpoints);
        await _live.AskAsync();
    }

    private void OpenRegistered((string Model, int Number) registered) => Navigation.NavigateTo($"/models/{registered.Model}?version={registered.Number}");
}

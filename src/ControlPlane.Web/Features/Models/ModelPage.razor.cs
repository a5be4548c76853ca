using ControlPlane.Data.Models;
using ControlPlane.Web.Components;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>One model: its versions, what each takes and gives, and where it serves. The chosen version is in the address.</summary>
public sealed partial class ModelPage : IDisposable
{
    private LiveQuery<Found<ModelRow>>? _live;
    private string? _askedName;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required ModelQueries Queries { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter]
    public required string Name { get; set; }

    [SupplyParameterFromQuery(Name = "version")]
    public int? Version { get; set; }

    private ModelRow? Model => _live?.Answer?.Row;

    private ModelVersionRow? Selected => Model?.Versions.FirstOrDefault(v => v.Number == Version) ?? (Model?.Versions is [var newest, ..] ? newest : null);

    private string Summary => Model is null
        ? "A registered model: a named family of versions."
        : $"{Wording.Count(Model.Versions.Count, "version")}, {Wording.Bytes(Model.Versions.Sum(v => v.SizeBytes))} in all; " +
          $"{Wording.Count(Model.Versions.Count(v => v.ServesAt.Any(s => s.Weight > 0)), "version")} with traffic.";

    public void Dispose() => _live?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (_askedName == Name)
            return;

        _askedName = Name;
        _live?.Dispose();
        _live = Questions.Prepare(
                async cancellation => new Found<ModelRow>(await Queries.FindAsync(Name, cancellation)),
                InvokeAsync,
                StateHasChanged,
                LiveQueries.ForTables)
            .HearOf(ChangeTopic.Models, Name)
            .HearOf(ChangeTopic.Endpoints);
        await _live.AskAsync();
    }

    private void OpenRegistered((string Model, int Number) registered) => Navigation.NavigateTo($"/models/{registered.Model}?version={registered.Number}");
}

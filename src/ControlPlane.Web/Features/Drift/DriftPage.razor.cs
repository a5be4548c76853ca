using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Drift;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Drift;

/// <summary>Drift of one endpoint: what moved since when, how far, and against which reference. The chosen cell is in the address.</summary>
public sealed partial class DriftPage : IDisposable
{
    private LiveQuery<Found<DriftScreen>>? _live;
    private string? _askedName;
    private (DriftSubject Subject, DateTimeOffset From)? _askedCell;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required DriftScreenQuery Screens { get; init; }

    [Inject]
    public required RemoveReferenceCommand RemoveReference { get; init; }

    [Inject]
    public required EndpointActions Actions { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Parameter]
    public required string Name { get; set; }

    [SupplyParameterFromQuery(Name = "variant")]
    public string? Variant { get; set; }

    [SupplyParameterFromQuery(Name = "feature")]
    public string? Feature { get; set; }

    [SupplyParameterFromQuery(Name = "at")]
    public long? At { get; set; }

    [SupplyParameterFromQuery(Name = "numbers")]
    public int? Numbers { get; set; }

    private DriftScreen? Screen => _live?.Answer?.Row;

    private DriftSettings Settings => Screen!.Endpoint.Settings.Drift;

    private bool ShowsNumbers => Numbers == 1;

    private (DriftSubject Subject, DateTimeOffset From)? Chosen =>
        Variant is { Length: > 0 } variant && At is { } at and >= 0 and < 100_000_000_000 ? (new(variant, Feature is { Length: > 0 } ? Feature : null), DateTimeOffset.FromUnixTimeSeconds(at)) : null;

    private string Summary => Screen!.Assessment.Windows.Count == 0
        ? DriftText.Waiting(Screen.Collected) ?? "Nothing can be said yet: the first look is under way."
        : Screen.Assessment.Verdict.Sentence;

    public void Dispose() => _live?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (_askedName == Name && _askedCell == Chosen)
            return;

        var isSame = _askedName == Name;
        (_askedName, _askedCell) = (Name, Chosen);
        if (!isSame)
            Subscribe();
        await _live!.AskAsync();
    }

    private void Subscribe()
    {
        _live?.Dispose();
        _live = Questions.Prepare(
                async cancellation => new Found<DriftScreen>(await Screens.AskAsync(Name, Chosen, cancellation)),
                InvokeAsync,
                StateHasChanged,
                LiveQueries.ForTables)
            .HearOf(ChangeTopic.Drift, Name)
            .HearOf(ChangeTopic.Endpoints, Name)
            .AtLeastEvery(TimeSpan.FromSeconds(15));
    }

    private string ColourOf(string variant) => EndpointFacts.ColourOf(Screen!.Endpoint, variant);

    private async Task RemoveAsync(string id)
    {
        Toasts.Tell(await RemoveReference.RunAsync(Name, id, Viewer.Actor, CancellationToken.None), _ => "The reference is no longer in force; its history is kept.");
        await _live!.AskAsync();
    }

    private async Task<Refusal?> SaveAsync(DriftSettings settings)
    {
        var refusal = await Actions.ChangeSettingsAsync(Screen!.Endpoint, all => all with { Drift = settings });
        await _live!.AskAsync();
        return refusal;
    }
}

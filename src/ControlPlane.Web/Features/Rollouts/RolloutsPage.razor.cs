using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Every rollout: the active ones first, then the newest.</summary>
public sealed partial class RolloutsPage : IDisposable
{
    private const int Most = 200;

    private LiveQuery<IReadOnlyList<Rollout>> _live = null!;

    // The box is given its text once: sending back what was typed a moment ago would swallow the letters typed since.
    private string? _searchAtOpen;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required RolloutQueries Queries { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    private RolloutFilter Filter => RolloutFilter.Of(Show);

    private IReadOnlyList<Rollout> Rollouts => _live.Answer ?? [];

    private IReadOnlyList<Rollout> Shown => RolloutFilter.Arrange(Rollouts.Where(Filter.Keeps).Where(IsFound));

    private string Example => $"curl -X POST {Navigation.BaseUri}api/v1/endpoints/my-endpoint/rollouts -H 'content-type: application/json' -d '{{\"strategy\": \"canary\", \"versions\": [2]}}'";

    private string Summary
    {
        get
        {
            var active = Rollouts.Count(r => !r.IsTerminal);
            var needs = Rollouts.Count(r => PhaseLook.KindOf(r) == StatusKind.NeedsYou);
            return Rollouts.Count == 0
                ? "New versions on their way to callers, and how they got there."
                : $"{(active == 0 ? "None is active" : $"{Wording.Count(active)} active")}, {(needs == 0 ? "none needs you" : needs == 1 ? "one needs you" : $"{needs} need you")}.";
        }
    }

    public void Dispose() => _live.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _searchAtOpen = Search;
        _live = Questions.Prepare(cancellation => Queries.ListAsync(endpoint: null, before: null, Most, cancellation), InvokeAsync, StateHasChanged, LiveQueries.ForTables)
            .HearOf(ChangeTopic.Rollouts)
            .HearOf(ChangeTopic.Endpoints)
            .AtLeastEvery(TimeSpan.FromSeconds(5));
        await _live.AskAsync();
    }

    private bool IsFound(Rollout rollout) =>
        string.IsNullOrWhiteSpace(Search)
        || rollout.Endpoint.Contains(Search, StringComparison.OrdinalIgnoreCase)
        || rollout.Model.Contains(Search, StringComparison.OrdinalIgnoreCase);

    private void Find(ChangeEventArgs input)
    {
        var words = input.Value as string;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", string.IsNullOrWhiteSpace(words) ? null : words), replace: true);
    }
}

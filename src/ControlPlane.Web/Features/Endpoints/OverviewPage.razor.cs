using ControlPlane.Contracts.Outcomes;
using ControlPlane.Web.Components;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What is serving, with which share, is it healthy, and who must act: without a click.</summary>
public sealed partial class OverviewPage : IDisposable
{
    private readonly OverviewOrder _order = new();
    private LiveQuery<IReadOnlyList<OverviewRow>> _live = null!;

    // The box is given its text once: sending back what was typed a moment ago would swallow the letters typed since.
    private string? _searchAtOpen;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required OverviewQuery Overview { get; init; }

    [Inject]
    public required EndpointActions Actions { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    private OverviewFilter Filter => OverviewFilter.Of(Show);

    private IReadOnlyList<OverviewRow> Rows => _live.Answer ?? [];

    private IEnumerable<OverviewFilter> Filters => OverviewFilter.All.Where(f => f.Kind is null || f == Filter || Rows.Any(f.Keeps));

    private IReadOnlyList<OverviewRow> Shown => [.. _order.Arrange(Rows).Where(Filter.Keeps).Where(IsFound)];

    private string Summary
    {
        get
        {
            if (Rows.Count == 0)
                return "Which versions serve, with which share, and whether somebody must act.";

            var needs = Rows.Count(r => r.NeedsYou);
            var agents = Rows.SelectMany(r => r.Facts.Agents).DistinctBy(a => a.Id).ToArray();
            var reachable = Rows.SelectMany(r => r.Facts.Reachable).DistinctBy(a => a.Id).Count();
            return $"{Wording.Count(Rows.Count, "endpoint")}, {(needs == 0 ? "none needs you" : needs == 1 ? "one needs you" : $"{needs} need you")}; " +
                $"{reachable} of {Wording.Count(agents.Length, "agent")} heard of.";
        }
    }

    public void Dispose() => _live.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _searchAtOpen = Search;
        _live = Questions.Prepare(Overview.AskAsync, InvokeAsync, StateHasChanged, LiveQueries.ForTables)
            .HearOf(ChangeTopic.Endpoints)
            .HearOf(ChangeTopic.Rollouts)
            .HearOf(ChangeTopic.Agents)
            .HearOf(ChangeTopic.Drift)
            .HearOf(ChangeTopic.Telemetry)
            .AtLeastEvery(TimeSpan.FromSeconds(5));
        await _live.AskAsync();
    }

    private bool IsFound(OverviewRow row) =>
        string.IsNullOrWhiteSpace(Search)
        || row.Name.Contains(Search, StringComparison.OrdinalIgnoreCase)
        || row.Facts.Endpoint.Model.Contains(Search, StringComparison.OrdinalIgnoreCase);

    private void Find(ChangeEventArgs input)
    {
        var words = input.Value as string;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", string.IsNullOrWhiteSpace(words) ? null : words), replace: true);
    }

    private void Sort() => _order.Sort(Rows);

    private async Task<Refusal?> RollBackAsync(string endpoint)
    {
        var outcome = await Actions.RollBackAsync(endpoint);
        await _live.AskAsync();
        return outcome.Refusal;
    }

    private async Task UndoAsync(string endpoint)
    {
        await Actions.UndoAsync(endpoint);
        await _live.AskAsync();
    }
}

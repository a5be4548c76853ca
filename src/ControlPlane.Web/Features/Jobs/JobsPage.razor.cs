using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Jobs;
using ControlPlane.Domain.Jobs;
using ControlPlane.Web.Components;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>Every batch job, newest first, and the form that begins one.</summary>
public sealed partial class JobsPage : IDisposable
{
    private const int Most = 200;

    private LiveQuery<JobsScreen> _live = null!;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required JobQueries Queries { get; init; }

    [Inject]
    public required EndpointQueries EndpointRows { get; init; }

    private IReadOnlyList<BatchJob> Jobs => _live.Answer?.Jobs ?? [];

    private IReadOnlyList<EndpointRow> Endpoints => _live.Answer?.Endpoints ?? [];

    private string Example => $"controlplane jobs start {(Endpoints.Count > 0 ? Endpoints[0].Name : "ENDPOINT")} rows.csv --key id --wait";

    private string Summary
    {
        get
        {
            var running = Jobs.Count(j => j.Phase == JobPhase.Running);
            var failed = Jobs.Count(j => j.Phase == JobPhase.Failed);
            return Jobs.Count == 0
                ? "Files whose every row is answered by one version."
                : $"{(running == 0 ? "None is running" : $"{Wording.Count(running)} running")}, {(failed == 0 ? "none has failed" : $"{Wording.Count(failed)} failed")}.";
        }
    }

    public void Dispose() => _live.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _live = Questions.Prepare(
                async cancellation => new JobsScreen(await Queries.ListAsync(endpoint: null, before: null, Most, cancellation), await EndpointRows.ListAsync(cancellation)),
                InvokeAsync,
                StateHasChanged,
                LiveQueries.ForTables)
            .HearOf(ChangeTopic.Jobs)
            .HearOf(ChangeTopic.Endpoints);
        await _live.AskAsync();
    }
}

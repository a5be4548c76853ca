using ControlPlane.Data.Jobs;
using ControlPlane.Domain.Jobs;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>One batch job: how far it is, what is broken, its results, and the verbs.</summary>
public sealed partial class JobPage : IDisposable
{
    private LiveQuery<Found<JobScreen>>? _live;
    private string? _askedId;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required JobQueries Queries { get; init; }

    [Inject]
    public required JobActions Actions { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter]
    public required string Id { get; set; }

    private BatchJob? Job => _live?.Answer?.Row?.Job;

    private int UnderWay => _live?.Answer?.Row?.UnderWay ?? 0;

    private PredictionSet? Stored => _live?.Answer?.Row?.Stored;

    public void Dispose() => _live?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (_askedId == Id)
            return;

        _askedId = Id;
        _live?.Dispose();
        _live = Questions.Prepare(async cancellation => new Found<JobScreen>(await AskAsync(cancellation)), InvokeAsync, StateHasChanged, LiveQueries.ForTables)
            .HearOf(ChangeTopic.Jobs, Id)
            .AtLeastEvery(TimeSpan.FromSeconds(5));
        await _live.AskAsync();
    }

    private async Task<JobScreen?> AskAsync(CancellationToken cancellation)
    {
        if (await Queries.FindAsync(Id, cancellation) is not { } job)
            return null;
        var leased = await Queries.LeasedAsync([job.Id], cancellation);
        var set = await Queries.FindSetAsync(job.Endpoint, cancellation);
        return new JobScreen(job, leased.GetValueOrDefault(job.Id), set?.JobId == job.Id ? set : null);
    }

    private string ResultsOf(string format) => $"/api/v1/jobs/{Id}/results?format={format}{(Job!.Phase == JobPhase.Succeeded ? "" : "&partial=true")}";

    private async Task CancelAsync()
    {
        await Actions.AskAsync(Id, JobVerb.Cancel);
        await _live!.AskAsync();
    }

    private async Task ResumeAsync()
    {
        await Actions.AskAsync(Id, JobVerb.Resume);
        await _live!.AskAsync();
    }

    private async Task UnscheduleAsync()
    {
        await Actions.UnscheduleAsync(Id);
        await _live!.AskAsync();
    }

    private async Task RemoveAsync()
    {
        if ((await Actions.RemoveAsync(Id)).IsAccepted)
            Navigation.NavigateTo("/jobs");
    }
}

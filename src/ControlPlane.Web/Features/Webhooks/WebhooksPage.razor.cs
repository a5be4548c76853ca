using ControlPlane.Data.Webhooks;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>Every webhook with how its deliveries fare.</summary>
public sealed partial class WebhooksPage : IDisposable
{
    private LiveQuery<IReadOnlyList<WebhookRow>> _live = null!;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required WebhookQueries Queries { get; init; }

    private IReadOnlyList<WebhookRow> Rows => _live.Answer ?? [];

    public void Dispose() => _live.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _live = Questions.Prepare(Queries.ListAsync, InvokeAsync, StateHasChanged, LiveQueries.ForTables).HearOf(ChangeTopic.Webhooks);
        await _live.AskAsync();
    }
}

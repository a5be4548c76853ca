using ControlPlane.Data.Access;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>Every API token, and how to make, rotate and revoke one.</summary>
public sealed partial class TokensPage : IDisposable
{
    private LiveQuery<IReadOnlyList<ApiTokenRow>> _live = null!;
    private string _name = "";
    private string _grants = "";
    private int _days = (int)ApiToken.DefaultLifetime.TotalDays;
    private string? _problem;
    private IssuedApiToken? _issued;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required ApiTokenQueries Queries { get; init; }

    [Inject]
    public required CreateApiTokenCommand Create { get; init; }

    [Inject]
    public required RotateApiTokenCommand Rotate { get; init; }

    [Inject]
    public required RevokeApiTokenCommand Revoke { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    private IReadOnlyList<ApiTokenRow> Rows => _live.Answer ?? [];

    public void Dispose() => _live.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _live = Questions.Prepare(Queries.ListAsync, InvokeAsync, StateHasChanged, LiveQueries.ForTables).AtLeastEvery(TimeSpan.FromSeconds(10));
        await _live.AskAsync();
    }

    private async Task MakeAsync()
    {
        var grants = GrantTexts.Read(_grants.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var outcome = grants.Refusal is { } unreadable
            ? unreadable
            : await Create.RunAsync(new ApiTokenDraft(_name.Trim(), grants.Value, TimeSpan.FromDays(_days)), Viewer.Actor, CancellationToken.None);
        _problem = outcome.Refusal?.Sentence;
        _issued = outcome.IsAccepted ? outcome.Value : null;
        await _live.AskAsync();
    }

    private async Task RotateAsync(ApiTokenRow row)
    {
        var outcome = await Rotate.RunAsync(row.Id, overlap: null, Viewer.Actor, CancellationToken.None);
        _problem = outcome.Refusal?.Sentence;
        _issued = outcome.IsAccepted ? outcome.Value : null;
        await _live.AskAsync();
    }

    private async Task RevokeAsync(ApiTokenRow row)
    {
        Toasts.Tell(await Revoke.RunAsync(row.Id, Viewer.Actor, CancellationToken.None), revoked => $"The token {revoked.Name} is revoked.");
        await _live.AskAsync();
    }
}

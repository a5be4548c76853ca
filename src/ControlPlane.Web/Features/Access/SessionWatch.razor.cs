using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ControlPlane.Web.Features.Access;

/// <summary>Around every page: knows the viewer's roles before anything is shown, hears of changes at once, and leaves when the session has ended.</summary>
public sealed partial class SessionWatch : IDisposable
{
    private bool _isReady;
    private IDisposable? _hearing;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required SessionCheck Sessions { get; init; }

    [Inject]
    public required AuthenticationStateProvider Authentication { get; init; }

    [Inject]
    public required ChangeBell Bell { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    public void Dispose()
    {
        _hearing?.Dispose();
        Authentication.AuthenticationStateChanged -= OnAuthenticationStateChanged;
    }

    protected override async Task OnInitializedAsync()
    {
        Authentication.AuthenticationStateChanged += OnAuthenticationStateChanged;
        if (Viewer.Actor.Holder is { } holder)
            _hearing = Bell.Subscribe(ChangeTopic.People, holder.Id, () => InvokeAsync(LookAsync));
        await LookAsync();
    }

    private void OnAuthenticationStateChanged(Task<AuthenticationState> state) => _ = InvokeAsync(LookAsync);

    private async Task LookAsync()
    {
        var state = await Authentication.GetAuthenticationStateAsync();
        var session = state.User.FindFirst(AccessClaims.Session)?.Value;
        var isOver = session is not null && await Sessions.CheckAsync(session, CancellationToken.None) is null;
        if (isOver || !await Viewer.ReadAsync(CancellationToken.None))
        {
            Navigation.NavigateTo($"/sign-in?ended=true&returnTo={Uri.EscapeDataString($"/{Navigation.ToBaseRelativePath(Navigation.Uri)}")}", forceLoad: true);
            return;
        }

        _isReady = true;
        StateHasChanged();
    }
}

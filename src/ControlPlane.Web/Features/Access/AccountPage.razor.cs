using ControlPlane.Data.Access;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ControlPlane.Web.Features.Access;

/// <summary>One's own roles, sessions and password.</summary>
public sealed partial class AccountPage
{
    private IReadOnlyList<SignInSession> _sessions = [];
    private string? _session;
    private bool _hasPassword;
    private string _present = "";
    private string _wanted = "";
    private string? _problem;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required PersonQueries People { get; init; }

    [Inject]
    public required SignInDesk Desk { get; init; }

    [Inject]
    public required EndSessionCommand End { get; init; }

    [Inject]
    public required AuthenticationStateProvider Authentication { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    private string Summary => Viewer.IsSignedIn ? $"Your roles: {string.Join(", ", Viewer.Rights)}." : "Nobody signs in here, so there is nobody to show.";

    protected override async Task OnInitializedAsync()
    {
        _session = (await Authentication.GetAuthenticationStateAsync()).User.FindFirst(AccessClaims.Session)?.Value;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (Viewer.Actor.Holder is not { } holder || await People.FindAsync(holder.Id, CancellationToken.None) is not { } person)
            return;
        _hasPassword = person.PasswordHash is not null;
        _sessions = await People.SessionsAsync(person.Id, Clock.GetUtcNow(), CancellationToken.None);
    }

    private async Task EndAsync(SignInSession session)
    {
        if (session.Id == _session)
        {
            await SignOutAsync();
            return;
        }

        Toasts.Tell(await End.RunAsync(Viewer.Actor.Name, EndSessionCommand.ShownId(session), Viewer.Actor, CancellationToken.None), _ => "That session has ended.");
        await ReadAsync();
    }

    private async Task SignOutAsync()
    {
        if (_session is not null)
            await Desk.SignOutAsync(_session, CancellationToken.None);
        Navigation.NavigateTo("/sign-in", forceLoad: true);
    }

    private async Task ChangeAsync()
    {
        if (Viewer.Actor.Holder is not { } holder || _session is null)
            return;
        var outcome = await Desk.ChangePasswordAsync(holder.Id, _session, _present, _wanted, CancellationToken.None);
        _problem = outcome.Refusal is not { } refusal ? null : refusal.Fields is [var field] ? $"The new password {field.Problem}; {field.Remedy}." : refusal.Sentence;
        (_present, _wanted) = ("", outcome.IsAccepted ? "" : _wanted);
        if (outcome.IsAccepted)
            Toasts.Tell(outcome, _ => "Your password is changed; other sessions have ended.");
        await ReadAsync();
    }
}

using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Access;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Access;

/// <summary>One person: roles, sessions, and whether they may come in.</summary>
public sealed partial class PersonPage : IDisposable
{
    private LiveQuery<Found<Person>> _live = null!;
    private IReadOnlyList<SignInSession> _sessions = [];
    private string _roles = "";
    private string? _problem;
    private InvitedPerson? _invited;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required PersonQueries Queries { get; init; }

    [Inject]
    public required ChangePersonCommand Change { get; init; }

    [Inject]
    public required RenewLinkCommand Renew { get; init; }

    [Inject]
    public required EndSessionCommand End { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter]
    public required string Name { get; set; }

    private Person? Person => _live.Answer?.Row;

    private string? WhyNot => Viewer.WhyNot(Permission.Administer, AccessScope.Anywhere);

    private string Summary => Person is not { } person ? "" : $"{PersonLook.Of(person).Word}; added by {person.CreatedBy}, {(person.Identity is null ? "signs in by a password" : "signs in by the identity provider")}.";

    public void Dispose() => _live.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _live = Questions.Prepare(ReadAsync, InvokeAsync, StateHasChanged, LiveQueries.ForTables).HearOf(ChangeTopic.People);
        await _live.AskAsync();
        _roles = Person is { } person ? string.Join(", ", person.Grants) : "";
    }

    private async Task<Found<Person>> ReadAsync(CancellationToken cancellation)
    {
        var person = await Queries.FindNamedAsync(Name, cancellation);
        _sessions = person is null ? [] : await Queries.SessionsAsync(person.Id, Clock.GetUtcNow(), cancellation);
        return new Found<Person>(person);
    }

    private async Task GiveAsync()
    {
        var grants = GrantList.Read("roles", _roles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        await TellAsync(grants.Refusal is { } wrong ? wrong : await Change.RunAsync(new PersonChange(Name, grants.Value), Viewer.Actor, CancellationToken.None), "The roles are changed; they hold at once.");
    }

    private async Task SwitchAsync(PersonState state) => await TellAsync(
        await Change.RunAsync(new PersonChange(Name, State: state), Viewer.Actor, CancellationToken.None),
        state == PersonState.Disabled ? $"{Name} may do nothing any more." : $"{Name} may sign in again.");

    private async Task RenewAsync()
    {
        var outcome = await Renew.RunAsync(Name, Viewer.Actor, CancellationToken.None);
        (_problem, _invited) = (outcome.Refusal?.Sentence, outcome.IsAccepted ? outcome.Value : null);
    }

    private async Task EndAsync(SignInSession session) =>
        await TellAsync(await End.RunAsync(Name, EndSessionCommand.ShownId(session), Viewer.Actor, CancellationToken.None), "That session has ended.");

    private async Task TellAsync(Outcome<Person> outcome, string done)
    {
        _problem = outcome.Refusal?.Sentence;
        if (outcome.IsAccepted)
            Toasts.Tell(outcome, _ => done);
        await _live.AskAsync();
    }
}

using ControlPlane.Data.Access;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Access;

/// <summary>Everybody who may sign in, and a way to add somebody.</summary>
public sealed partial class PeoplePage : IDisposable
{
    private LiveQuery<IReadOnlyList<Person>> _live = null!;
    private string _name = "";
    private Role _role = Role.Viewer;
    private string _pool = RoleGrant.EveryPool;
    private string? _problem;
    private InvitedPerson? _invited;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required PersonQueries Queries { get; init; }

    [Inject]
    public required InvitePersonCommand Invite { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    private IReadOnlyList<Person> Rows => _live.Answer ?? [];

    private string? WhyNot => Viewer.WhyNot(Permission.Administer, AccessScope.Anywhere);

    public void Dispose() => _live.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _live = Questions.Prepare(Queries.ListAsync, InvokeAsync, StateHasChanged, LiveQueries.ForTables).HearOf(ChangeTopic.People);
        await _live.AskAsync();
    }

    private async Task InviteAsync()
    {
        var outcome = await Invite.RunAsync(_name.Trim(), [new RoleGrant(_role, _pool.Trim())], Viewer.Actor, CancellationToken.None);
        _problem = outcome.Refusal?.Sentence;
        _invited = outcome.IsAccepted ? outcome.Value : null;
        if (outcome.IsAccepted)
            _name = "";
    }
}

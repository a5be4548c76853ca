using ControlPlane.Data.Agents;
using ControlPlane.Web.Components;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Agents;

/// <summary>Who serves: what each agent should have, what it has, and how to add one.</summary>
public sealed partial class AgentsPage : IDisposable
{
    private LiveQuery<IReadOnlyList<AgentRow>> _live = null!;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required AgentQueries Queries { get; init; }

    [Inject]
    public required RemoveAgentCommand Remove { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    private IReadOnlyList<AgentRow> Agents => _live.Answer ?? [];

    private string Summary
    {
        get
        {
            if (Agents.Count == 0)
                return "Processes that serve models and obey routing tables.";

            var words = Agents.GroupBy(a => a.Health).OrderBy(g => g.Key)
                .Select(g => $"{g.Count()} {AgentHealthLook.WordOf(g.Key).ToLowerInvariant()}").ToArray();
            var mistimed = Agents.Count(a => a.ClockWarning is not null);
            return $"{Wording.Count(Agents.Count, "agent")}: {Wording.List(words)}.{(mistimed == 0 ? "" : $" {mistimed} with a wrong clock.")}";
        }
    }

    public void Dispose() => _live.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _live = Questions.Prepare(Queries.ListAsync, InvokeAsync, StateHasChanged, LiveQueries.ForTables)
            .HearOf(ChangeTopic.Agents)
            .HearOf(ChangeTopic.Endpoints)
            .AtLeastEvery(TimeSpan.FromSeconds(5));
        await _live.AskAsync();
    }

    private async Task RemoveAsync(AgentRow agent)
    {
        var outcome = await Remove.RunAsync(new RemoveAgentRequest(agent.Id.Value), Viewer.Actor, CancellationToken.None);
        Toasts.Tell(outcome, removed => $"{removed.Name} is no member any more; it goes on serving by its last table until it is stopped.");
        await _live.AskAsync();
    }
}

using ControlPlane.Contracts.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>Collects what the awaited agents say about one change. Not thread-safe: its tracker owns it.</summary>
internal sealed class ChangeProgress
{
    private readonly Dictionary<string, AgentConvergence> _agents;
    private readonly TimeProvider _clock;

    public ChangeProgress(CommandedChange change, IEnumerable<(string Id, string Name)> awaited, TimeProvider clock)
    {
        Change = change;
        _clock = clock;
        _agents = awaited.ToDictionary(
            a => a.Id,
            a => new AgentConvergence(a.Id, a.Name, ConvergenceState.Waiting, null, null),
            StringComparer.Ordinal);
        CompleteIfSettled();
    }

    public CommandedChange Change { get; }

    /// <summary>Completes once and for all when every awaited agent took it, refused it or was lost.</summary>
    public TaskCompletionSource Settled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool IsComplete => _agents.Values.All(a => a.State is ConvergenceState.InForce or ConvergenceState.Unreachable);

    /// <summary>The agent says what it has in force.</summary>
    /// <returns>Whether that was news.</returns>
    public bool Report(string agentId, TablePosition applied, IReadOnlyList<EndpointStatus> endpoints) =>
        HasInForce(applied, endpoints) && Settle(agentId, ConvergenceState.InForce, null);

    /// <summary>The agent refused a table; a later change of mind still counts.</summary>
    public bool Refuse(string agentId, RefusalReport refusal) =>
        refusal.Position >= Change.Position && Settle(agentId, ConvergenceState.Refused, refusal.Message);

    /// <summary>The agent is gone; when it is back in time it still counts.</summary>
    public bool Lose(string agentId) => Settle(agentId, ConvergenceState.Unreachable, null);

    public Convergence ToConvergence() => new()
    {
        Pool = Change.Pool,
        Position = Change.Position,
        Endpoint = Change.Endpoint,
        RouteRevision = Change.RouteRevision,
        CommandedAt = Change.CommandedAt,
        CommittedAt = Change.CommittedAt,
        Agents = [.. _agents.Values.OrderBy(a => a.AgentName, StringComparer.Ordinal).ThenBy(a => a.AgentId, StringComparer.Ordinal)],
        IsComplete = IsComplete,
        Elapsed = _agents.Values.Where(a => a.State == ConvergenceState.InForce).Max(a => a.Elapsed),
    };

    // An endpoint of which some version is still being loaded is judged by its own routing, not by the whole table.
    private bool HasInForce(TablePosition applied, IReadOnlyList<EndpointStatus> endpoints)
    {
        if (applied < Change.Position)
            return false;
        var routeRevision = endpoints.FirstOrDefault(e => e.Endpoint == Change.Endpoint)?.RouteRevision;
        return Change.IsDeletion ? routeRevision is null || routeRevision > Change.RouteRevision : routeRevision >= Change.RouteRevision;
    }

    private bool Settle(string agentId, ConvergenceState state, string? reason)
    {
        if (!_agents.TryGetValue(agentId, out var agent) || agent.State == ConvergenceState.InForce || agent.State == state)
            return false;
        _agents[agentId] = agent with { State = state, Elapsed = _clock.GetElapsedTime(Change.CommandedTimestamp), Reason = reason };
        CompleteIfSettled();
        return true;
    }

    private void CompleteIfSettled()
    {
        if (_agents.Values.All(a => a.State != ConvergenceState.Waiting))
            Settled.TrySetResult();
    }
}

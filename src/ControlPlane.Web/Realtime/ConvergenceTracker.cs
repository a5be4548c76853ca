using ControlPlane.Contracts.Agents;
using ControlPlane.Web.Realtime.Replicas;

namespace ControlPlane.Web.Realtime;

/// <summary>
/// Follows commanded changes until the agents have them in force, and measures how long that took from the command.
/// Remembers the latest changes only. A singleton, thread-safe; every step rings <see cref="ChangeTopic.Endpoints"/> for the endpoint.
/// </summary>
public sealed class ConvergenceTracker(AgentConnections connections, ElsewhereAgents elsewhere, ChangeBell bell, TimeProvider clock)
{
    /// <summary>How many changes are remembered, the latest of all endpoints.</summary>
    internal const int Capacity = 512;

    private readonly Lock _gate = new();
    private readonly LinkedList<ChangeProgress> _changes = [];

    /// <summary>State of the latest change of an endpoint; null when none was commanded since the process started.</summary>
    public Convergence? FindLatest(string endpoint)
    {
        lock (_gate)
            return _changes.FirstOrDefault(c => c.Change.Endpoint == endpoint)?.ToConvergence();
    }

    /// <summary>State of the change that gave an endpoint a route revision; null when it is not remembered.</summary>
    public Convergence? Find(string endpoint, long routeRevision)
    {
        lock (_gate)
            return FindProgress(endpoint, routeRevision)?.ToConvergence();
    }

    /// <summary>The state once every awaited agent took the change, refused it or was lost, or as it is after a time limit; null when the change is not remembered.</summary>
    public async Task<Convergence?> WaitAsync(string endpoint, long routeRevision, TimeSpan limit, CancellationToken cancellation)
    {
        Task settled;
        lock (_gate)
        {
            if (FindProgress(endpoint, routeRevision) is not { } progress)
                return null;
            settled = progress.Settled.Task;
        }

        try
        {
            await settled.WaitAsync(limit, clock, cancellation);
        }
        catch (TimeoutException)
        {
            // The caller sees who is missing.
        }

        return Find(endpoint, routeRevision);
    }

    /// <summary>Starts to follow a change; call it after the commit and before the push, so that no answer is missed.</summary>
    internal void Begin(CommandedChange change)
    {
        var awaited = connections.OfPool(change.Pool).Select(c => (c.Session.AgentId, c.Session.AgentName))
            .Concat(elsewhere.All.Where(a => a.Pool == change.Pool).Select(a => (a.AgentId, a.AgentName)))
            .DistinctBy(a => a.AgentId);
        lock (_gate)
        {
            _changes.AddFirst(new ChangeProgress(change, awaited, clock));
            if (_changes.Count > Capacity)
                _changes.RemoveLast();
        }
    }

    /// <summary>An agent says what it has in force.</summary>
    internal void Report(string agentId, TablePosition applied, IReadOnlyList<EndpointStatus> endpoints) =>
        Tell(progress => progress.Report(agentId, applied, endpoints));

    /// <summary>An agent refused a table.</summary>
    internal void Refuse(string agentId, RefusalReport refusal) => Tell(progress => progress.Refuse(agentId, refusal));

    /// <summary>An agent is not reachable any more.</summary>
    internal void Lose(string agentId) => Tell(progress => progress.Lose(agentId));

    private void Tell(Func<ChangeProgress, bool> isNews)
    {
        string[] endpoints;
        lock (_gate)
            endpoints = [.. _changes.Where(isNews).Select(c => c.Change.Endpoint).Distinct(StringComparer.Ordinal)];
        foreach (var endpoint in endpoints)
            bell.Ring(ChangeTopic.Endpoints, endpoint);
    }

    private ChangeProgress? FindProgress(string endpoint, long routeRevision) =>
        _changes.FirstOrDefault(c => c.Change.Endpoint == endpoint && c.Change.RouteRevision == routeRevision);
}

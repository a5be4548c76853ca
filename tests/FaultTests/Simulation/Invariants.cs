using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>What is true at every moment of every life, whatever breaks.</summary>
internal sealed class Invariants(SimulatedInstallation world)
{
    private readonly List<string> _violations = [];
    private readonly Dictionary<string, (ServingTable Table, AppliedState State)> _seen = new(StringComparer.Ordinal);

    /// <summary>Notes what was seen elsewhere.</summary>
    public void Add(string what) => _violations.Add($"{world.Time.GetUtcNow():HH:mm:ss.fff} {what}");

    /// <exception cref="InvalidOperationException">Something was violated.</exception>
    public void ThrowIfAny()
    {
        if (_violations.Count > 0)
            throw new InvalidOperationException(string.Join('\n', _violations.Take(10)));
    }

    /// <summary>Looks at every agent that changed.</summary>
    public void Check()
    {
        foreach (var agent in world.Agents.Where(a => !a.IsDead))
        {
            var now = (agent.Process!.Holder.Current, agent.Process.Applier.State);
            if (_seen.TryGetValue(agent.Name, out var seen) && ReferenceEquals(seen.Table, now.Current) && ReferenceEquals(seen.State, now.State))
                continue;
            _seen[agent.Name] = now;
            CheckOrder(agent, now.State);
            foreach (var endpoint in now.Current.Endpoints.Values)
                CheckEndpoint(agent, endpoint);
        }
    }

    private void CheckOrder(SimulatedAgent agent, AppliedState state)
    {
        if (state.Digest is null)
            return;

        // I1: never back, but by a loss that is told.
        if (state.Position < agent.Reached)
            Add($"{agent.Name} went back from {agent.Reached} to {state.Position}");
        agent.Reached = state.Position;

        // I4: nothing that was not committed, and at each place one table only.
        if (world.Database.Committed.GetValueOrDefault(state.Position) != state.Digest)
            Add($"{agent.Name} has a table {state.Position} that was never committed");
    }

    private void CheckEndpoint(SimulatedAgent agent, ServedEndpoint endpoint)
    {
        // I2: only versions of the registry, by their own bytes.
        foreach (var variant in endpoint.Variants)
        {
            if (variant.Model is { } model && model.Version.Digest != world.Database.DigestOf(variant.Routing.Version))
                Add($"{agent.Name} serves {variant.Routing.Name} by other bytes");
        }

        // I3: a whole split, and a stable version that is there.
        if (endpoint.Routing.Variants.Sum(v => v.Weight) != TrafficWeight.Whole)
            Add($"{agent.Name} serves a split that is no whole");
        if (endpoint.Stable.Model is null)
            Add($"{agent.Name} serves without its stable version");

        // I7: where a challenger answers, the way back lies on the disk.
        var isChallenged = endpoint.Variants.Any(v => v.Routing is { Role: VariantRole.Challenger, Weight: > 0 } && v.CanAnswer);
        if (isChallenged && endpoint.Stable.Model is { } stable && !agent.Process!.Blobs.Has(stable.Version.Digest))
            Add($"{agent.Name} lets a challenger answer without the file of its stable version");
    }
}

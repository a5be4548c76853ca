using ControlPlane.Data.Agents;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>Agents that change together in a rolling strategy. Immutable.</summary>
/// <param name="Number">Place among the batches, from 1; null for agents that change with the last step.</param>
/// <param name="Agents">Each with the version it serves and whether it has the routing in force.</param>
public sealed record AgentBatch(int? Number, IReadOnlyList<BatchedAgent> Agents)
{
    /// <summary>The batches of a rollout in their order.</summary>
    public static IReadOnlyList<AgentBatch> Of(Rollout rollout, EndpointFacts facts)
    {
        var switches = rollout.Plan.Steps.Index().Where(s => s.Item is SwitchStep { Agents: not null }).ToList();
        var batches = switches.Select((s, number) => new AgentBatch(
            number + 1, [.. ((SwitchStep)s.Item).Agents!.Select(id => Find(id, facts)).OfType<AgentRow>().Select(a => Describe(a, rollout, facts, s.Index))])).ToList();
        var named = switches.SelectMany(s => ((SwitchStep)s.Item).Agents!).ToHashSet(StringComparer.Ordinal);
        var rest = facts.Agents.Where(a => !named.Contains(a.Id.Value)).ToList();
        return rest.Count == 0 ? batches : [.. batches, new AgentBatch(null, [.. rest.Select(a => Describe(a, rollout, facts, int.MaxValue))])];
    }

    private static AgentRow? Find(string id, EndpointFacts facts) => facts.Agents.FirstOrDefault(a => a.Id.Value == id);

    private static BatchedAgent Describe(AgentRow agent, Rollout rollout, EndpointFacts facts, int switchedAt)
    {
        var target = RolloutTitle.TargetOf(rollout.Plan);
        var isSwitched = facts.Endpoint.StableVersion == target || (!rollout.IsTerminal && rollout.Phase != RolloutPhase.RollingBack && rollout.Step >= switchedAt);
        var isOut = !isSwitched && rollout.CurrentStep is TearDownStep or PrepareStep
            && rollout.Plan.Steps.Take(rollout.Step + 1).Any(s => s is TearDownStep { Agents: { } gone } && gone.Contains(agent.Id.Value));
        return new BatchedAgent(agent.Name, isOut && !rollout.IsTerminal ? null : isSwitched ? target : facts.Endpoint.StableVersion, facts.HasAcknowledged(agent));
    }
}

using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>Which agents change together, and which version each serves.</summary>
public sealed partial class BatchPanel
{
    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    private int? Target => RolloutTitle.TargetOf(Rollout.Plan);

    private IReadOnlyList<AgentBatch> Batches => AgentBatch.Of(Rollout, Facts);

    private string Summary
    {
        get
        {
            var agents = Batches.SelectMany(b => b.Agents).ToList();
            return $"{agents.Count(a => a.Version == Target)} of {Wording.Count(agents.Count, "agent")} serve v{Target}.";
        }
    }
}

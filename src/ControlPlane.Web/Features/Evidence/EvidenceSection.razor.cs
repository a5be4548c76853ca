using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>The current verdict per variant and metric of the rollout under way; nothing while nothing is compared.</summary>
public sealed partial class EvidenceSection
{
    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    private AnalysisRun? Deciding => EvidenceVerdicts.DecidingOf(Rollout);
}

using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>Changes an experiment's plan after the start, which begins the test anew; what is typed stays until it is saved.</summary>
public sealed partial class ExperimentPlanForm
{
    private static readonly string[] Metrics = [MetricName.ErrorShare, MetricName.InvalidShare, MetricName.TimeoutShare, MetricName.Accuracy, MetricName.Reward];

    private ExperimentPlanDraft _draft = null!;
    private Refusal? _refusal;

    [Inject]
    public required RolloutActions Actions { get; init; }

    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    [Parameter, EditorRequired]
    public required ExperimentStep Step { get; set; }

    protected override void OnInitialized() => _draft = new ExperimentPlanDraft(Step);

    private async Task SaveAsync()
    {
        var revision = _draft.ToRevision();
        _refusal = revision.Refusal;
        if (revision.IsAccepted)
            _refusal = (await Actions.ReviseAsync(new ReviseExperimentRequest(Rollout.Id, revision.Value, _draft.Reason))).Refusal;
    }
}

using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>What only one strategy has to show; nothing for the others.</summary>
public sealed partial class StrategyPanel
{
    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    /// <summary>What they did on each day of an experiment.</summary>
    [Parameter]
    public IReadOnlyList<ControlPlane.Web.Features.Evidence.ExperimentDay> Days { get; set; } = [];

    /// <summary>What single requests say of each shadow, by variant.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, ShadowSingles> Singles { get; set; } = new Dictionary<string, ShadowSingles>();

    /// <summary>What variants did since the present traffic began.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<WindowRow> Window { get; set; }

    private bool IsAtExperiment => Rollout.CurrentStep is ExperimentStep;

    private bool IsMirrored => Facts.Endpoint.Variants.Any(v => v.Role == VariantRole.Shadow);

    // Panels whose evidence is of another kind answer by themselves.
    private bool HasOwnAnswers => Rollout.Strategy switch
    {
        RolloutStrategy.Shadow or RolloutStrategy.Bandit or RolloutStrategy.AbTest => true,
        RolloutStrategy.Plan => IsAtExperiment || IsMirrored,
        _ => false,
    };
}

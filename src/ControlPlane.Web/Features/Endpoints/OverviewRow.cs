using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>One endpoint on the overview. Immutable.</summary>
/// <param name="Facts">What it is judged by.</param>
/// <param name="Standing">How it is.</param>
/// <param name="RollBack">What a rollback would do.</param>
/// <param name="Measured">How long the last change took on the agents; null when none was commanded since the start.</param>
public sealed record OverviewRow(EndpointFacts Facts, EndpointStanding Standing, RollBackOffer RollBack, string? Measured)
{
    /// <summary>The rollout under way; null when there is none.</summary>
    public Rollout? Rollout { get; init; }

    /// <summary>The last look at its drift; null when there was none.</summary>
    public DriftAssessment? Drift { get; init; }

    /// <summary>Whether somebody must act: by its standing, because its rollout waits for a person, or because of drift.</summary>
    public bool NeedsYou => Standing.Kind == StatusKind.NeedsYou
        || (Rollout is { } rollout && PhaseLook.KindOf(rollout) == StatusKind.NeedsYou)
        || (Drift is { IsAlarmed: true } drift && DriftLook.KindOf(drift, Facts.Endpoint.Settings.Drift.Action) == StatusKind.NeedsYou);

    /// <summary>Name of the endpoint.</summary>
    public string Name => Facts.Endpoint.Name;
}

using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components;

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

    /// <summary>Whether somebody must act: by its standing, or because its rollout waits for a person.</summary>
    public bool NeedsYou => Standing.Kind == StatusKind.NeedsYou || Rollout?.Phase == RolloutPhase.Paused;

    /// <summary>Name of the endpoint.</summary>
    public string Name => Facts.Endpoint.Name;
}

using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>The way back after a success: one click, with what it would do in words, inside the time in which the old version is ready and after it.</summary>
public sealed partial class ReturnPanel
{
    [Inject]
    public required Viewer Viewer { get; init; }

    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    /// <summary>Its endpoint as it is now.</summary>
    [Parameter, EditorRequired]
    public required EndpointScreen Endpoint { get; set; }

    /// <summary>What going back would do, or why it cannot.</summary>
    [Parameter, EditorRequired]
    public required RollBackOffer Offer { get; set; }

    /// <summary>Takes it back; answers with the refusal, or null when it was done.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<Refusal?>> OnRollBack { get; set; }

    /// <summary>Takes the way back back.</summary>
    [Parameter]
    public EventCallback OnUndo { get; set; }

    private DateTimeOffset? WarmUntil => Offer.UnavailableBecause is null && Endpoint.Facts!.Endpoint is { IsPreviousWarm: true, PreviousWarmUntil: { } until } ? until : null;
}

using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>The verbs, always in the same order and place; one that cannot be asked says why.</summary>
public sealed partial class RolloutControls : IDisposable
{
    private static readonly RolloutOffer UndoOffer = new(RolloutVerb.Undo, "Undo", "The split from before the way back holds again, and the rollout waits.", null);

    private IDisposable? _listening;
    private string? _problem;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required CircuitClock Clock { get; init; }

    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    /// <summary>Its endpoint; null when that was deleted.</summary>
    [Parameter, EditorRequired]
    public required EndpointFacts? Facts { get; set; }

    /// <summary>Asks a verb with a reason; answers with the refusal, or null when it was done.</summary>
    [Parameter, EditorRequired]
    public required Func<RolloutVerb, string, Task<Refusal?>> OnAsk { get; set; }

    private RolloutOffers Offers => new(Rollout, Facts, Viewer.Actor.Name, verb => Viewer.WhyNot(CommandPermissions.Of(verb), Rollout.Pool));

    private bool IsUndoOpen => Rollout.Phase == RolloutPhase.RollingBack && Facts?.Endpoint.UndoUntil > Clock.Now;

    private int SecondsLeft => (int)Math.Ceiling((Facts!.Endpoint.UndoUntil!.Value - Clock.Now).TotalSeconds);

    public void Dispose() => _listening?.Dispose();

    protected override void OnInitialized() => _listening = Clock.Listen(() => _ = InvokeAsync(Tick));

    private void Tick()
    {
        if (Rollout.Phase == RolloutPhase.RollingBack)
            StateHasChanged();
    }

    private Task AskAsync(RolloutOffer offer) => AskAsync(offer, reason: "");

    private async Task AskAsync(RolloutOffer offer, string reason)
    {
        if (offer.IsAvailable)
            _problem = (await OnAsk(offer.Verb, reason))?.Sentence;
    }
}

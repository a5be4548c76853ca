using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>The rollout under way at an endpoint, in one line with its verbs; the way back has its own button beside it.</summary>
public sealed partial class ActiveRollout : IDisposable
{
    private IDisposable? _listening;
    private string? _problem;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required CircuitClock Clock { get; init; }

    [Inject]
    public required RolloutActions Actions { get; init; }

    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    private RolloutOffers Offers => new(Rollout, Facts, Viewer.Actor.Name, verb => Viewer.WhyNot(CommandPermissions.Of(verb), Rollout.Pool));

    public void Dispose() => _listening?.Dispose();

    protected override void OnInitialized() => _listening = Clock.Listen(() => _ = InvokeAsync(StateHasChanged));

    private static string Hint(RolloutOffer offer) => offer.UnavailableBecause ?? offer.Effect;

    private async Task AskAsync(RolloutOffer offer)
    {
        if (offer.IsAvailable)
            _problem = (await Actions.AskAsync(Rollout.Id, offer.Verb, Rollout.Step)).Refusal?.Sentence;
    }
}

using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Access;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>A rollout that waits for another person than who started it: who asks for what, and the two answers.</summary>
public sealed partial class ApprovalPanel
{
    private string? _problem;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    /// <summary>Asks a verb with a reason; answers with the refusal, or null when it was done.</summary>
    [Parameter, EditorRequired]
    public required Func<RolloutVerb, string, Task<Refusal?>> OnAsk { get; set; }

    private RolloutOffers Offers => new(Rollout, null, Viewer.Actor.Name, verb => Viewer.WhyNot(CommandPermissions.Of(verb), Rollout.Pool));

    private string Sentence => Rollout.StartedBy == Viewer.Actor.Name
        ? $"You started it, so somebody else with the role approver in '{Rollout.Pool}' answers. Rolling back waits for nobody."
        : $"Somebody else than {Rollout.StartedBy} with the role approver in '{Rollout.Pool}' answers{(Rollout.Reason.Length == 0 ? "" : $"; the reason given is: {Rollout.Reason.TrimEnd('.')}")}. Rolling back waits for nobody.";

    private async Task ApproveAsync(RolloutOffer offer)
    {
        if (offer.IsAvailable)
            _problem = (await OnAsk(RolloutVerb.Approve, ""))?.Sentence;
    }

    private async Task DeclineAsync(string reason) => _problem = (await OnAsk(RolloutVerb.Decline, reason))?.Sentence;
}

using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>A verb of a rollout: its effect on hover and focus, or why it cannot be asked.</summary>
public sealed partial class OfferButton
{
    [Parameter, EditorRequired]
    public required RolloutOffer Offer { get; set; }

    [Parameter, EditorRequired]
    public IconName IconName { get; set; }

    [Parameter]
    public string ButtonClass { get; set; } = "";

    /// <summary>The key that leads to it, by name: <c>promote</c> or <c>roll-back</c>; null for none.</summary>
    [Parameter]
    public string? Mark { get; set; }

    /// <summary>The verb is asked, whether it is available or not.</summary>
    [Parameter, EditorRequired]
    public required Func<RolloutOffer, Task> OnAsk { get; set; }

    private string Hint => Offer.UnavailableBecause ?? Offer.Effect;
}

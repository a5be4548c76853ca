using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Features.Bandits;

/// <summary>
/// Name, colour and weight of arms, the same on every part of the panel: of a bandit that runs as the endpoint has them,
/// of one that has ended as they were, for the endpoint may have other variants by then. Immutable.
/// </summary>
/// <param name="Screen">The bandit.</param>
/// <param name="Facts">Its endpoint now.</param>
public sealed record ArmLook(BanditScreen Screen, EndpointFacts Facts)
{
    /// <summary>What the weights are called.</summary>
    public string WeightHeading => Screen.IsOver ? "Weight at the end" : "Weight";

    /// <summary>Name of the variant.</summary>
    public string NameOf(int version) =>
        LastOf(version)?.Name ?? Facts.Endpoint.Variants.FirstOrDefault(v => v.Version == version)?.Name ?? TrafficSplit.DefaultName(version);

    /// <summary>CSS class of its colour.</summary>
    public string ColourOf(int version)
    {
        if (!Screen.IsOver)
            return Facts.ColourOf(NameOf(version));

        // The stable version comes first, the challengers after it in their order.
        var place = Screen.Report.Arms.TakeWhile(a => a.Version != version).Count();
        return place == 0 ? VariantColour.CssClass(VariantRole.Champion, 0) : VariantColour.CssClass(VariantRole.Challenger, place - 1);
    }

    /// <summary>The weight it has, or had when the bandit ended; null where the bandit ended before it had any.</summary>
    public int? WeightOf(int version) => Screen.IsOver
        ? LastOf(version)?.Weight ?? (Screen.Weights.Count > 0 ? 0 : null)
        : Facts.Endpoint.Variants.Where(v => v.Version == version).Sum(v => v.Weight);

    private VariantSnapshot? LastOf(int version) => Screen.Weights is [.., var last] ? last.Variants.FirstOrDefault(v => v.Version == version) : null;
}

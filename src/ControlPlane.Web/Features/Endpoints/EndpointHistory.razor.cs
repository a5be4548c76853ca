using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Who changed what, why, and from what to what; newest first.</summary>
public sealed partial class EndpointHistory
{
    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    [Parameter, EditorRequired]
    public required EndpointScreen Screen { get; set; }

    /// <summary>Cursor of the shown part; null for the newest.</summary>
    [Parameter]
    public long? Before { get; set; }

    private static string WhoOf(EndpointEventRow entry) => entry.Way switch
    {
        ChangeWay.Ui => $"{entry.Actor}, on screen",
        ChangeWay.Api => $"{entry.Actor}, by API",
        ChangeWay.CommandLine => $"{entry.Actor}, by command line",
        ChangeWay.Automatic => $"{entry.Actor}, automatic",
        _ => throw new InvalidOperationException($"{entry.Way} has no word."),
    };

    private static IReadOnlyList<BarShare>? BarOf(EndpointSnapshot? snapshot)
    {
        if (snapshot is null)
            return null;

        var challengers = snapshot.Variants.Where(v => v.Role != VariantRole.Champion).Select(v => v.Name).ToList();
        return [.. snapshot.Variants.Select(v => new BarShare(v.Name, VariantColour.CssClass(v.Role, Math.Max(0, challengers.IndexOf(v.Name))), v.Weight, null))];
    }
}

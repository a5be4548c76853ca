using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Telemetry;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What each variant does now, beside each other.</summary>
public sealed partial class VariantTable
{
    private static readonly string NoRequests = $"no requests to it in the last {Wording.Span(EndpointFacts.WindowLength)}";

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    /// <summary>A version should become the stable one.</summary>
    [Parameter]
    public EventCallback<int> OnPromote { get; set; }

    private static string RoleOf(VariantRow variant) => variant.Role switch
    {
        VariantRole.Champion => "champion",
        VariantRole.Challenger => "challenger",
        VariantRole.Shadow => "shadow",
        VariantRole.Baseline => "baseline",
        _ => throw new InvalidOperationException($"{variant.Role} has no word."),
    };

    private string? ActualOf(WindowRow? window) => Facts.Requests == 0 ? null : Wording.Share(window?.Requests ?? 0, Facts.Requests);
}

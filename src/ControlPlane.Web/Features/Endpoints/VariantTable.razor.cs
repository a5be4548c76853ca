using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Access;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What each variant does now, beside each other.</summary>
public sealed partial class VariantTable
{
    private static readonly string NoRequests = $"no requests to it in the last {Wording.Span(EndpointFacts.WindowLength)}";

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required CommandAccess Access { get; init; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    /// <summary>A version should become the stable one.</summary>
    [Parameter]
    public EventCallback<int> OnPromote { get; set; }

    private string? WhyNotPromoted => Viewer.WhyNot(Permission.Promote, Facts.Endpoint.Pool) ?? Access.CheckFourEyes(Facts.Endpoint.Pool)?.Sentence;

    private static string RoleOf(VariantRow variant) => variant.Role switch
    {
        VariantRole.Champion => "champion",
        VariantRole.Challenger => "challenger",
        VariantRole.Shadow => "shadow",
        VariantRole.Baseline => "baseline",
        _ => throw new InvalidOperationException($"{variant.Role} has no word."),
    };

    private MeasureText ActualOf(VariantRow variant) => Facts.ActualWeightOf(variant.Name) is { } weight
        ? new MeasureText(Wording.Percent(weight / 10_000d), $"{Wording.Count(Facts.RecentRequests.GetValueOrDefault(variant.Name))} of {Wording.Count(Facts.RecentRequests.Values.Sum(), "request")} in {Wording.Span(EndpointFacts.ShareLength)}")
        : new MeasureText(null, null);
}

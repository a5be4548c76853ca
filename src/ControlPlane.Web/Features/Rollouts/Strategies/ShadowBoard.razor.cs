using System.Globalization;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Shadows;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Rollouts.Wizard;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>Every shadow in a row with its verdict, and one of them in detail; order and choice are in the address.</summary>
public sealed partial class ShadowBoard
{
    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ShadowReport> Reports { get; set; }

    /// <summary>What single requests say of each shadow, by variant.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, ShadowSingles> Singles { get; set; } = new Dictionary<string, ShadowSingles>();

    /// <summary>How long requests have been copied; null before agents confirmed it.</summary>
    [Parameter]
    public TimeSpan? Time { get; set; }

    /// <summary>By what rows are ordered; null for the verdict.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>The variant shown in detail; null for the first.</summary>
    [SupplyParameterFromQuery(Name = "shadow")]
    public string? Shown { get; set; }

    private string Order => ShadowOrder.Columns.Any(c => c.Key == Sort) ? Sort! : ShadowOrder.Verdict;

    private string Champion => Facts.Champion.Name;

    private ShadowReport? Chosen => Reports.FirstOrDefault(r => r.Variant == Shown) ?? (ShadowOrder.Sort(Reports, Order) is [var first, ..] ? first : null);

    private string Summary => Reports.Count == 0
        ? ""
        : $"{Wording.Count(Reports.Count, "challenger")} against {Champion}, request by request; by {ShadowOrder.Columns.First(c => c.Key == Order).Heading.ToLowerInvariant()}.";

    private static string? ShareOf(ProportionSample? sample) => sample is { } known ? Wording.Percent(known.Share) : null;

    private static string? AddedOf(ShadowReport report) =>
        report.Latency?.Quantile(0.5) is { } median ? string.Create(CultureInfo.InvariantCulture, $"{(median > 0 ? "+" : median < 0 ? "−" : "")}{Math.Abs(median):0.0} ms") : null;

    private static string FailuresOf(ShadowReport report) =>
        $"{Wording.Count(report.Failed)} failed and {Wording.Count(report.Invalid)} invalid of {Wording.Count(report.Judged)} copies; champion {Wording.Percent(report.ChampionFailures)} of its requests";

    private static string? DroppedOf(ShadowReport report) => report.Dropped + report.Judged == 0 ? null : Wording.Share(report.Dropped, report.Dropped + report.Judged);

    private static string DroppedDetailOf(ShadowReport report) =>
        $"{Wording.Count(report.Dropped)} of {Wording.Count(report.Dropped + report.Judged)} copies were dropped so that callers do not wait";

    private int? VersionOf(ShadowReport report) => Facts.Endpoint.Variants.FirstOrDefault(v => v.Name == report.Variant)?.Version;

    private string AddressOf(string name, string value) => Navigation.GetUriWithQueryParameter(name, value);

    private string WizardOf(int version, RolloutStrategy strategy) => new WizardChoice
    {
        Endpoint = Facts.Endpoint.Name,
        Versions = [version],
        Strategy = strategy,
        Stage = WizardStage.Review,
        OnBusy = BusyPolicy.Supersede,
    }.ToAddress();
}

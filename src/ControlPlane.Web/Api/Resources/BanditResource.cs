using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Bandits;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A rollout's bandit as the API tells it. Immutable.</summary>
/// <param name="Rollout">Id of the rollout.</param>
/// <param name="Policy">How weights follow rewards.</param>
/// <param name="Metric">The reward.</param>
/// <param name="Summary">Who leads, in one sentence.</param>
/// <param name="Freeze">Who holds the weights; null while they follow rewards.</param>
/// <param name="Arms">Every arm, the stable version first.</param>
/// <param name="Regret">Estimate of the rewards lost by learning; null while not estimable.</param>
/// <param name="EvenRegret">What an even split would have lost; null with <paramref name="Regret"/>.</param>
/// <param name="LateShare">Share of rewards that came after the attribution window; null without rewards.</param>
/// <param name="IsWindowTooShort">Whether that is too many.</param>
/// <param name="OpenAnswers">Answers inside the attribution window, which count for no arm yet.</param>
/// <param name="OpenRewards">Of these, the ones with their reward.</param>
/// <param name="Weights">Every change of the weights since it began, oldest first.</param>
internal sealed record BanditResource(
    string Rollout,
    BanditPolicy Policy,
    string Metric,
    string Summary,
    BanditFreeze? Freeze,
    IReadOnlyList<ArmResource> Arms,
    double? Regret,
    double? EvenRegret,
    double? LateShare,
    bool IsWindowTooShort,
    long OpenAnswers,
    long OpenRewards,
    IReadOnlyList<WeightsResource> Weights)
{
    public static BanditResource Of(string rollout, BanditScreen screen) => new(
        rollout,
        screen.Step.Policy,
        screen.Step.Metric,
        BanditText.Standing(screen),
        screen.Report.Freeze,
        [.. screen.Report.Arms.Select(ArmResource.Of)],
        screen.Report.Regret,
        screen.Report.EvenRegret,
        screen.Report.LateShare,
        screen.Report.IsWindowTooShort,
        screen.Report.OpenAnswers,
        screen.Report.OpenRewards,
        [.. screen.Weights.Select(w => new WeightsResource(w.At, w.RouteRevision, [.. w.Variants.Select(v => new VariantShare(v.Version, v.Weight, v.Name))]))]);
}

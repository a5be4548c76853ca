using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>The arms of a bandit: weight, rewards, and when weights move next.</summary>
public sealed partial class BanditPanel
{
    [Inject]
    public required CircuitClock Clock { get; init; }

    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<WindowRow> Window { get; set; }

    private BanditStep Step => Rollout.Plan.Steps.OfType<BanditStep>().First();

    private IReadOnlyList<ArmLine> Arms => ArmLine.Of(Facts.Endpoint.Variants, Window, Step.Metric);

    private string Summary
    {
        get
        {
            var rule = $"{PolicyWord(Step.Policy)} by {MetricLabel.Of(Step.Metric).ToLowerInvariant()}, every arm at least {TrafficWeight.ToPercent(Step.Floor)}";
            if (Rollout.CurrentStep is not BanditStep || Rollout.IsTerminal)
                return $"{rule}.";
            if (Arms.Any(a => a.Rewarded < Step.MinimumRewards))
                return $"{rule}. First move when every arm has {Wording.Count(Step.MinimumRewards)} rewards.";
            return StepLine.RemainingOf(Rollout, Clock.Now) is { } left ? $"{rule}. Next move in {Wording.Time(left)}." : $"{rule}.";
        }
    }

    private static string PolicyWord(BanditPolicy policy) => policy switch
    {
        BanditPolicy.Thompson => "Thompson sampling",
        BanditPolicy.EpsilonGreedy => "ε-greedy",
        BanditPolicy.Ucb1 => "UCB1",
        _ => throw new InvalidOperationException($"{policy} has no word."),
    };
}

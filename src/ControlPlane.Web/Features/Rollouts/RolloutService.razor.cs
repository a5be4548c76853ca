using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>The health of the service, apart from the result of the rollout: who gets what, how callers fare, and the gap of a recreate.</summary>
public sealed partial class RolloutService
{
    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    private EndpointStanding Standing => EndpointStandingRule.Judge(Facts);

    private string? GapSentence
    {
        get
        {
            if (TearDown is not { Item: TearDownStep } tearDown)
                return null;
            var target = $"v{RolloutTitle.TargetOf(Rollout.Plan)}";
            var began = Rollout.Runs.FirstOrDefault(r => r.Step == tearDown.Index)?.BeganAt;
            return (Rollout.Gap, began) switch
            {
                ({ } gap, _) => $"The announced gap took {Wording.Milliseconds(gap.TotalMilliseconds)}: nobody was answered from the tear-down until the agents had confirmed {target}.",
                (_, { } since) when IsSuspended => $"The endpoint does not answer now: this is the gap the recreate announced. It lasts {Wording.Time(Facts.Now - since)} so far.",
                (_, null) when !Rollout.IsTerminal => $"A gap is announced: from the tear-down until every agent has loaded {target}, nobody is answered. It is measured.",
                (_, null) => null,
                _ => $"The recreate was taken back in its gap; v{Rollout.StableVersion} answers again.",
            };
        }
    }

    private (int Index, RolloutStep Item) TearDown => Rollout.Plan.Steps.Index().FirstOrDefault(s => s.Item is TearDownStep { Agents: null });

    private bool IsSuspended => !Rollout.IsTerminal
        && Rollout.Phase != RolloutPhase.RollingBack
        && !Rollout.Plan.Steps.Take(Rollout.Step + 1).Any(s => s is SwitchStep or SplitStep);
}

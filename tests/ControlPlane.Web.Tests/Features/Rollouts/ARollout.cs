using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Web.Tests.Features.Rollouts;

/// <summary>A rollout with its endpoint, moved by decisions the way the engine moves it. A plan of the test's own, version 2 in place of version 1.</summary>
public sealed class ARollout
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly InferenceEndpoint _endpoint;

    public ARollout(RolloutStrategy strategy, params RolloutStep[] steps)
    {
        _endpoint = InferenceEndpoint.Create(new EndpointDraft { Name = "pets", Model = "pets", StableVersion = 1 }, "salt", new HashSet<int> { 1, 2 }, 0, Start).Value.Endpoint;
        var order = new RolloutOrder
        {
            Id = "r1",
            Endpoint = "pets",
            Pool = "production",
            Model = "pets",
            StableVersion = 1,
            Salt = "salt",
            Plan = new RolloutPlan { Strategy = strategy, Steps = steps },
        };
        Rollout = Rollout.Accept(order, new Actor("anna", ChangeWay.Ui), Start);
    }

    /// <summary>Prepare, 10 %, hold a minute, switch.</summary>
    public static ARollout Canary => new(RolloutStrategy.Canary, new PrepareStep([2]), new SplitStep([new VariantShare(1, 9000), new VariantShare(2, 1000)]), new HoldStep(TimeSpan.FromMinutes(1)), new SwitchStep(2));

    public Rollout Rollout { get; }

    /// <summary>Goes to a step, confirmed by all agents at once.</summary>
    public ARollout At(int step, DateTimeOffset? now = null)
    {
        var moment = now ?? Start;
        for (var next = Rollout.Step + 1; next <= step; next++)
            Apply(new RolloutDecision { Trigger = Rollout.Plan.Steps[next].Trigger, Step = next, Outcome = StepOutcome.Done, Sentence = "Next." }, moment);
        return Apply(new RolloutDecision { IsConfirmed = true, Sentence = "Confirmed." }, moment);
    }

    public ARollout Apply(RolloutDecision decision, DateTimeOffset? now = null)
    {
        var outcome = Rollout.Apply(_endpoint, decision, Actor.Automatic, now ?? Start);
        Assert.True(outcome.IsAccepted, outcome.Refusal?.ToString());
        return this;
    }
}

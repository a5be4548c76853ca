using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

/// <summary>Every cell of phase and trigger, on a rollout that really is in the phase.</summary>
public sealed class RolloutApplyTests
{
    public static TheoryData<RolloutPhase> Phases() => new(Enum.GetValues<RolloutPhase>());

    [Theory]
    [MemberData(nameof(Phases))]
    public void Apply_MoveThatIsNotInTheTable_IsRefusedAndChangesNothing(RolloutPhase phase)
    {
        var world = In(phase);
        var before = Picture(world);

        foreach (var trigger in Enum.GetValues<RolloutTrigger>().Where(t => RolloutTransitions.Next(phase, t) is null))
        {
            var outcome = world.Rollout.Apply(world.Endpoint, new RolloutDecision { Trigger = trigger, Step = 1, Sentence = "Out of place." }, Ada, world.Now);

            Assert.Equal(RolloutRefusals.IllegalMove, outcome.Refusal?.Code);
            Assert.Contains(PhaseText.Of(phase), outcome.Refusal!.Sentence, StringComparison.Ordinal);
            Assert.Contains(TriggerText.Of(trigger), outcome.Refusal.Sentence, StringComparison.Ordinal);
            Assert.Equal(before, Picture(world));
        }
    }

    [Theory]
    [MemberData(nameof(Phases))]
    public void Apply_MoveOfTheTable_IsTaken(RolloutPhase phase)
    {
        // The negative control: not everything is refused.
        foreach (var (_, trigger, to) in RolloutTransitions.All.Where(t => t.From == phase))
        {
            var world = In(phase);

            var outcome = world.Rollout.Apply(world.Endpoint, new RolloutDecision { Trigger = trigger, Sentence = "In its place." }, Ada, world.Now);

            Assert.True(outcome.IsAccepted, outcome.Refusal?.ToString());
            Assert.Equal(to, world.Rollout.Phase);
        }
    }

    private static RolloutBuilder In(RolloutPhase phase)
    {
        var world = Started(ACanary);
        world.AgentsDelay = TimeSpan.FromSeconds(2);
        if (phase == RolloutPhase.Pending)
            return world;
        if (phase is RolloutPhase.Preparing or RolloutPhase.Progressing or RolloutPhase.Promoting or RolloutPhase.Baking or RolloutPhase.Succeeded)
            return world.PassUntil(r => r.Phase == phase);

        world.PassUntil(r => r.CurrentStep is HoldStep);
        switch (phase)
        {
            case RolloutPhase.Paused:
                return world.Do(RolloutVerbs.Pause(world.Rollout, Ada, ""), Ada);
            case RolloutPhase.Superseded:
                return world.Do(RolloutVerbs.Supersede(world.Rollout, Ada), Ada);
            case RolloutPhase.Failed:
                world.AgentsFollow = false;
                return world.Do(RolloutVerbs.Abort(world.Rollout, Ada, ""), Ada).PassUntil(r => r.IsTerminal);
            case RolloutPhase.Aborted:
                return world.Do(RolloutVerbs.Abort(world.Rollout, Ada, ""), Ada).PassUntil(r => r.IsTerminal);
            case RolloutPhase.RollingBack:
                return world.Do(RolloutVerbs.RollBack(world.Rollout, Ada, "", world.Now), Ada);
            case RolloutPhase.RolledBack:
                return world.Do(RolloutVerbs.RollBack(world.Rollout, Ada, "", world.Now), Ada).PassUntil(r => r.IsTerminal);
            default:
                throw new InvalidOperationException($"No way leads to {phase}.");
        }
    }

    private static string Picture(RolloutBuilder world) =>
        $"{world.Rollout.Phase} {world.Rollout.Step} {world.Rollout.Runs.Count} {world.Rollout.ConcurrencyVersion} {world.Rollout.Sentence} {world.Rollout.EndedAt} {world.Split} {world.Endpoint.RouteRevision} {world.Endpoint.ConcurrencyVersion}";
}

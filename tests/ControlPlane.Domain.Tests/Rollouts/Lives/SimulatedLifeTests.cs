using ControlPlane.Domain.Rollouts;
using Xunit.Abstractions;

namespace ControlPlane.Domain.Tests.Rollouts.Lives;

/// <summary>Whole lives of rollouts, seeded: the same seed is the same life.</summary>
public sealed class SimulatedLifeTests(ITestOutputHelper output)
{
    [Fact]
    public void Lives_ThousandsOfSmallFleetsWithFaultsAndClicks_KeepEveryInvariant()
    {
        var ends = new Dictionary<RolloutPhase, int>();
        for (var seed = 1; seed <= 3_000; seed++)
        {
            var life = new SimulatedLife(seed, agents: 1 + (seed % 4), faultRate: seed % 3 * 0.01).Live(seconds: 600);
            Assert.True(life.Broken.Count == 0, $"seed {seed}: {string.Join('\n', life.Broken.Take(3))}\n{string.Join('\n', life.History)}");
            ends[life.Rollout.Phase] = ends.GetValueOrDefault(life.Rollout.Phase) + 1;
        }

        output.WriteLine(string.Join(", ", ends.OrderBy(e => e.Key).Select(e => $"{e.Key} {e.Value}")));
        Assert.All([RolloutPhase.Succeeded, RolloutPhase.RolledBack, RolloutPhase.Aborted], p => Assert.InRange(ends.GetValueOrDefault(p), 50, 3_000));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(11)]
    public void Lives_FleetOfFiveHundred_KeepsEveryInvariant(int seed)
    {
        var life = new SimulatedLife(seed, agents: 500, faultRate: 0.001).Live(seconds: 200);

        Assert.True(life.Broken.Count == 0, $"{string.Join('\n', life.Broken.Take(3))}\n{string.Join('\n', life.History)}");
    }

    [Fact]
    public void Lives_BrokenVersionUnderACanary_NeverReachesEverybodyByItself()
    {
        for (var seed = 1; seed <= 400; seed++)
        {
            var life = new SimulatedLife(seed, agents: 3, faultRate: 0).Live(seconds: 900);
            var isOverridden = life.History.Any(h => h.Contains("promoted", StringComparison.Ordinal));
            if (life is { Draft.Strategy: RolloutStrategy.Canary, Rollout.Phase: RolloutPhase.Succeeded } && !isOverridden)
                Assert.DoesNotContain(life.Draft.Versions, v => life.ErrorShareOf(v) > 0.05);
        }
    }

    [Fact]
    public void Lives_EvidenceIsIgnored_TheInvariantsNotice()
    {
        // The negative control: without the gates a version becomes stable that nothing has proven.
        var broken = Enumerable.Range(1, 200).Count(seed => new SimulatedLife(seed, agents: 2, faultRate: 0)
        {
            Sabotage = decision => decision.Trigger == RolloutTrigger.Pause ? decision with { Trigger = null, Pause = null } : decision,
            SkipsGates = true,
        }.Live(seconds: 300).Broken.Count > 0);

        Assert.InRange(broken, 10, 200);
    }
}

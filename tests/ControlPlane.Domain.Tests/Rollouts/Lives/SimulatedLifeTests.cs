using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using Xunit.Abstractions;

namespace ControlPlane.Domain.Tests.Rollouts.Lives;

/// <summary>Whole lives of rollouts, seeded: the same seed is the same life.</summary>
[Trait("Category", "Slow")]
public sealed class SimulatedLifeTests(ITestOutputHelper output)
{
    private static readonly RolloutDraft Canary = new() { Strategy = RolloutStrategy.Canary, Versions = [2], Steps = [1_000, 3_000] };

    [Fact]
    public void Lives_ThousandsOfSmallFleetsWithFaultsAndClicks_KeepEveryInvariant()
    {
        var ends = new Dictionary<RolloutPhase, int>();
        for (var seed = 1; seed <= 2_000; seed++)
        {
            var life = new SimulatedLife(seed, agents: 1 + (seed % 4), faultRate: seed % 3 * 0.01).Live(seconds: 600);
            Assert.True(life.Broken.Count == 0, $"seed {seed}: {string.Join('\n', life.Broken.Take(3))}\n{string.Join('\n', life.History)}");
            ends[life.Rollout.Phase] = ends.GetValueOrDefault(life.Rollout.Phase) + 1;
        }

        output.WriteLine(string.Join(", ", ends.OrderBy(e => e.Key).Select(e => $"{e.Key} {e.Value}")));
        Assert.All([RolloutPhase.Succeeded, RolloutPhase.RolledBack, RolloutPhase.Aborted], p => Assert.InRange(ends.GetValueOrDefault(p), 50, 2_000));
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
        var broken = BrokenCanaries(change: null);

        Assert.InRange(broken.Count, 30, 400);
        Assert.DoesNotContain(broken, l => l.Rollout.Phase == RolloutPhase.Succeeded);
    }

    [Fact]
    public void Lives_BrokenVersionWithoutWatchGuardsAndGates_ReachesEverybody()
    {
        // The negative control of the one above.
        var broken = BrokenCanaries(plan => plan with { Watch = null, Guards = null, Steps = [.. plan.Steps.Where(s => s is not AnalyseStep)] });

        Assert.InRange(broken.Count(l => l.Rollout.Phase == RolloutPhase.Succeeded), 10, 400);
    }

    [Fact]
    public void Lives_VersionThatFails_IsTakenBackByTheWatchWithinAMinute()
    {
        var harmed = Harmed(plan => plan with { Guards = null });

        Assert.InRange(harmed.Count, 10, 40);
        Assert.All(harmed, l => Assert.InRange(l.LongestHarm, 1, 60));
    }

    [Fact]
    public void Lives_WatchIsTakenOut_TheHarmLasts()
    {
        var harmed = Harmed(plan => plan with { Guards = null, Watch = null });

        Assert.InRange(harmed.Count(l => l.LongestHarm > 60), 5, 40);
    }

    [Fact]
    public void Lives_HastyAgents_AreProtectedByTheEnginesWaiting() => Assert.Empty(Hasty(isToldAllReady: false));

    [Fact]
    public void Lives_EngineDoesNotWaitForReadiness_TheInvariantsNotice() =>
        Assert.Contains(Hasty(isToldAllReady: true), b => b.Contains("serves a version that is not loaded there", StringComparison.Ordinal));

    [Fact]
    public void Lives_BatchTakesOneAgentTooMany_TheInvariantsNotice()
    {
        var broken = Rolling(plan => plan with
        {
            Steps = [.. plan.Steps.Select((s, index) => index == 0 && s is TearDownStep down ? down with { Agents = ["a1", "a2"] } : s)],
        });

        Assert.Contains(broken, b => b.Contains("2 agents are out of service, 1 may be", StringComparison.Ordinal));
    }

    [Fact]
    public void Lives_BatchesAsPlanned_KeepTheLimit() => Assert.Empty(Rolling(change: null));

    [Fact]
    public void Lives_NumbersAreLeftOut_TheInvariantsNotice()
    {
        var broken = Enumerable.Range(1, 100).SelectMany(seed => new SimulatedLife(seed, agents: 2, faultRate: 0)
        {
            Sabotage = decision => decision with { Numbers = new Dictionary<string, double>() },
        }.Live(seconds: 300).Broken).ToList();

        Assert.Contains(broken, b => b.Contains("has no numbers", StringComparison.Ordinal));
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

    // Canaries of versions that fail more than a twentieth of their callers, without those that a person sent on.
    private static List<SimulatedLife> BrokenCanaries(Func<RolloutPlan, RolloutPlan>? change) =>
    [
        .. Enumerable.Range(1, 200).Select(seed => new SimulatedLife(seed, agents: 3, faultRate: 0, Canary with { Hold = TimeSpan.FromSeconds(20) }, change).Live(seconds: 600))
            .Where(l => l.ErrorShareOf(2) > 0.05 && !l.History.Any(h => h.Contains("promoted", StringComparison.Ordinal))),
    ];

    // The hold is so long that no gate speaks.
    private static List<SimulatedLife> Harmed(Func<RolloutPlan, RolloutPlan> change) =>
    [
        .. Enumerable.Range(1, 40).Select(seed => new SimulatedLife(seed, agents: 2, faultRate: 0, Canary with { Hold = TimeSpan.FromMinutes(10) }, change).Live(seconds: 400))
            .Where(l => l.LongestHarm > 0),
    ];

    private static List<string> Hasty(bool isToldAllReady) =>
    [
        .. Enumerable.Range(1, 100).SelectMany(seed => new SimulatedLife(seed, agents: 3, faultRate: 0, Canary) { HasHastyAgents = true, IsToldAllReady = isToldAllReady }
            .Live(seconds: 200).Broken),
    ];

    private static List<string> Rolling(Func<RolloutPlan, RolloutPlan>? change) =>
    [
        .. Enumerable.Range(1, 50).SelectMany(seed => new SimulatedLife(
            seed, agents: 3, faultRate: 0, new RolloutDraft { Strategy = RolloutStrategy.Rolling, Versions = [2], MaxSurge = 0, MaxUnavailable = 1 }, change).Live(seconds: 300).Broken),
    ];
}

using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Rollouts;

/// <summary>The control plane is restarted after every single change of a rollout: it must go on as if nothing had happened.</summary>
[Trait("Category", "Slow")]
public sealed class RestartTests
{
    public static TheoryData<RolloutStrategy, bool> Lives()
    {
        var lives = new TheoryData<RolloutStrategy, bool>();
        foreach (var strategy in Enum.GetValues<RolloutStrategy>())
        {
            lives.Add(strategy, true);
            lives.Add(strategy, false);
        }

        return lives;
    }

    [Theory]
    [MemberData(nameof(Lives))]
    [Trait("Fault", "F49")]
    [Trait("Promise", "P6")]
    public async Task Restart_AfterEveryChange_ChangesNothingOfTheLife(RolloutStrategy strategy, bool isHealthy)
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        var undisturbed = Live(strategy, isHealthy, stored: null);
        var restarted = Live(strategy, isHealthy, new StoredRollout(database));

        Assert.Equal(undisturbed.Transcript, restarted.Transcript);
        Assert.True(restarted.Rollout.IsTerminal, restarted.Transcript[^1]);
        Assert.Equal(undisturbed.Rollout.Phase, restarted.Rollout.Phase);
    }

    private static RolloutBuilder Live(RolloutStrategy strategy, bool isHealthy, StoredRollout? stored)
    {
        var world = RolloutBuilder.Started(StrategyDrafts.Of(strategy));
        world.Restart = stored is null ? null : stored.Restart;
        world.Conducts(1, RolloutBuilder.ALabelledVersion(0.9)).Conducts(2, RolloutBuilder.ALabelledVersion(0.95));
        for (var second = 0; second < 4_000 && !world.Rollout.IsTerminal; second++)
        {
            world.Pass(TimeSpan.FromSeconds(1));
            if (!isHealthy && second == 90)
                world.Failing(2, 0.6);
            if (world.Rollout.Phase == RolloutPhase.Paused && world.Rollout.Pauses[0].Code == PauseCode.Gate)
                world.Do(RolloutVerbs.Promote(world.Rollout, world.Facts(), RolloutBuilder.Bob, "go"), RolloutBuilder.Bob);
        }

        return world;
    }
}

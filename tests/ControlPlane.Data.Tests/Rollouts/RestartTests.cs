using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Tests.Building;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Tests.Rollouts;

/// <summary>The control plane is restarted after every single change of a rollout: it must go on as if nothing had happened.</summary>
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
    public async Task Restart_AfterEveryChange_ChangesNothingOfTheLife(RolloutStrategy strategy, bool isHealthy)
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        var undisturbed = Live(strategy, isHealthy, new RestartlessWorld());
        var restarted = Live(strategy, isHealthy, new RestartingWorld(database));

        Assert.Equal(undisturbed.Transcript, restarted.Transcript);
        Assert.True(restarted.Rollout.IsTerminal, restarted.Transcript[^1]);
        Assert.Equal(undisturbed.Rollout.Phase, restarted.Rollout.Phase);
    }

    private static RolloutBuilder Live(RolloutStrategy strategy, bool isHealthy, IRestarts restarts)
    {
        var world = RolloutBuilder.Started(DraftOf(strategy));
        world.Restart = restarts.Restart;
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

    private static RolloutDraft DraftOf(RolloutStrategy strategy) => strategy == RolloutStrategy.Plan
        ? new RolloutDraft
        {
            Strategy = strategy,
            Stages =
            [
                new RolloutDraft { Strategy = RolloutStrategy.Shadow, Versions = [2] },
                new RolloutDraft { Strategy = RolloutStrategy.Canary, Versions = [2], Steps = [1_000] },
                new RolloutDraft { Strategy = RolloutStrategy.AbTest, Versions = [2] },
            ],
        }
        : new RolloutDraft { Strategy = strategy, Versions = [2] };

    private interface IRestarts
    {
        (Domain.Endpoints.InferenceEndpoint Endpoint, Rollout Rollout) Restart(Domain.Endpoints.InferenceEndpoint endpoint, Rollout rollout);
    }

    private sealed class RestartlessWorld : IRestarts
    {
        public (Domain.Endpoints.InferenceEndpoint Endpoint, Rollout Rollout) Restart(Domain.Endpoints.InferenceEndpoint endpoint, Rollout rollout) => (endpoint, rollout);
    }

    private sealed class RestartingWorld(TestDatabase database) : IRestarts
    {
        private bool _isStored;

        public (Domain.Endpoints.InferenceEndpoint Endpoint, Rollout Rollout) Restart(Domain.Endpoints.InferenceEndpoint endpoint, Rollout rollout)
        {
            var contexts = database.Get<IDbContextFactory<StateContext>>();
            using (var context = contexts.CreateDbContext())
            {
                if (_isStored)
                {
                    // What the last process left is replaced by what this one decided.
                    context.Rollouts.Where(r => r.Id == rollout.Id).ExecuteDelete();
                    context.Endpoints.Where(e => e.Name == endpoint.Name).ExecuteDelete();
                }

                context.Endpoints.Add(endpoint);
                context.Rollouts.Add(rollout);
                context.SaveChanges();
                _isStored = true;
            }

            using var fresh = contexts.CreateDbContext();
            return (fresh.Endpoints.AsNoTracking().Single(), fresh.Rollouts.AsNoTracking().Single());
        }
    }
}

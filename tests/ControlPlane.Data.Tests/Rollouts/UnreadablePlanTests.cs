using ControlPlane.Data.Rollouts;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Tests.Building;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Tests.Rollouts;

/// <summary>A plan of a newer build, or a damaged one, must not stop the rollouts of other endpoints.</summary>
public sealed class UnreadablePlanTests
{
    [Fact]
    public async Task ListActiveIds_PlanOfANewerBuild_StillNamesEveryRollout()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        var world = RolloutBuilder.Started(StrategyDrafts.Of(RolloutStrategy.Canary));
        new StoredRollout(database).Restart(world.Endpoint, world.Rollout);
        const string plan = """{"steps":[{"kind":"from-tomorrow"}]}""";
        await using (var context = await database.Get<IDbContextFactory<StateContext>>().CreateDbContextAsync())
            await context.Database.ExecuteSqlAsync($"""UPDATE rollouts SET "Plan" = {plan}""");
        var queries = database.Get<RolloutQueries>();

        // The control: what reads plans does stumble over this one.
        await Assert.ThrowsAnyAsync<Exception>(() => queries.ListActiveAsync(CancellationToken.None));
        Assert.Equal([world.Rollout.Id], (await queries.ListActiveIdsAsync(CancellationToken.None)).Select(r => r.Id));
    }
}

using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Data.Tests.Building.Buckets;

namespace ControlPlane.Data.Tests.Telemetry;

public sealed class CompletenessTests
{
    [Fact]
    [Trait("Fault", "F45")]
    public async Task OfAsync_AgentThatIsBehind_IsInTheShare()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABucket(Noon));
        database.Time.Now += TimeSpan.FromSeconds(10);

        var seen = await OfAsync(database, Moment.Noon.AddSeconds(-5), Standing("left"), Standing("right", id: "idle"));

        // The first agent's buckets are committed up to noon, five of ten seconds that are due; the other one has never sent a batch and does not say what waits.
        Assert.Equal((2, 1), (seen.Agents, seen.Reporting));
        Assert.Equal(0.75, seen.Share, 6);
        Assert.Equal(TimeSpan.FromSeconds(5), seen.OldestGap);
        Assert.False(seen.IsEnough);
    }

    [Fact]
    public async Task OfAsync_SilentAgentThatSaysNothingWaits_IsIdleAndMissesNothing()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABucket(Noon));
        database.Time.Now += TimeSpan.FromMinutes(2);

        var seen = await OfAsync(database, Moment.Noon, Standing("left", committedUntil: database.Time.Now.AddSeconds(-4)));

        Assert.True(seen.IsEnough);
        Assert.Equal((1.0, 1, 0), (seen.Share, seen.Reporting, seen.Stuck.Count));
    }

    [Fact]
    public async Task OfAsync_SilentAgentWhoseBucketsWait_IsStuckAndItsGapCounts()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABucket(Noon));
        database.Time.Now += TimeSpan.FromSeconds(125);

        var seen = await OfAsync(database, Moment.Noon, Standing("left", committedUntil: Moment.Noon.AddSeconds(30)));

        Assert.Equal(["left"], seen.Stuck);
        Assert.Equal((TimeSpan.FromSeconds(90), 0.25, false), (seen.OldestGap!.Value, seen.Share, seen.IsEnough));
    }

    [Fact]
    public async Task OfAsync_SilentAgentThatDoesNotSayWhatWaits_CannotBeToldFromAnIdleOne()
    {
        // The negative control: without the heartbeat's word the very same agent counts as idle, and evidence with a hole would promote.
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABucket(Noon));
        database.Time.Now += TimeSpan.FromSeconds(125);

        var seen = await OfAsync(database, Moment.Noon, Standing("left"));

        Assert.True(seen.IsEnough);
        Assert.Empty(seen.Stuck);
    }

    [Fact]
    public async Task OfAsync_HeartbeatOlderThanTheNewestBatch_DoesNotHideWhatTheBatchBrought()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABucket(Noon + 20));
        database.Time.Now += TimeSpan.FromSeconds(25);

        var seen = await OfAsync(database, Moment.Noon, Standing("left", committedUntil: Moment.Noon.AddSeconds(14)));

        Assert.Equal((1.0, 1), (seen.Share, seen.Reporting));
    }

    [Fact]
    [Trait("Fault", "F48")]
    public async Task OfAsync_AgentWithNumbersThatCannotBeTrue_IsAnOutlier()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABucket(Noon, requests: 0) with { Requests = 900_000, Latency = null });

        var seen = await OfAsync(database, Moment.Noon.AddSeconds(-1), Standing("left"));

        Assert.Equal(["left"], seen.Outliers);
        Assert.False(seen.IsEnough);
    }

    [Fact]
    public async Task OfAsync_AgentsThatAreGoneOrDoNotServe_AreNotExpected()
    {
        await using var database = await TestDatabase.OpenAsync();

        var seen = await OfAsync(database, Moment.Noon, Standing("gone") with { IsReachable = false }, Standing("elsewhere") with { RouteRevision = 0 });

        Assert.Equal(Completeness.Nothing, seen);
    }

    private static AgentStanding Standing(string name, string? id = null, DateTimeOffset? committedUntil = null) =>
        new() { Id = id ?? Agent.Value, Name = name, IsReachable = true, RouteRevision = 1, CommittedUntil = committedUntil };

    private static Task<Completeness> OfAsync(TestDatabase database, DateTimeOffset from, params AgentStanding[] agents) =>
        database.Get<CompletenessQueries>().OfAsync("pets", agents, from, database.Time.Now, CancellationToken.None);

    private static async Task TakeAsync(TestDatabase database, TelemetryBucket bucket) =>
        _ = (await database.Get<TelemetryIngest>().TakeAsync(Agent, ABatch(1, bucket.Start, bucket), CancellationToken.None)).Value;
}

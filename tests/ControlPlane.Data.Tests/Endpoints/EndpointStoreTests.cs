using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Routing;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Tests.Building;
using Microsoft.EntityFrameworkCore;
using static ControlPlane.Domain.Tests.Building.EndpointBuilder;

namespace ControlPlane.Data.Tests.Endpoints;

public sealed class EndpointStoreTests
{
    [Fact]
    public async Task SaveAsync_AnyLife_LoadsWhatWasSaved()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();
        var chance = new Random(5);
        EndpointSnapshot? expected = null;
        (UndoState? Undo, long Revision, long Version) facts = default;
        for (var step = 0; step < 40; step++)
        {
            database.Time.Now += TimeSpan.FromSeconds(chance.Next(15));
            await database.ChangeAsync("pets", endpoint =>
            {
                var change = Change(endpoint, chance, database.Time.Now);
                (expected, facts) = (endpoint.ToSnapshot(), (endpoint.UndoState, endpoint.RouteRevision, endpoint.ConcurrencyVersion));
                return change;
            });

            await using var context = await database.Get<IDbContextFactory<StateContext>>().CreateDbContextAsync();
            var loaded = await context.Endpoints.SingleAsync();
            Assert.Equivalent(expected, loaded.ToSnapshot(), strict: true);
            Assert.Equal((facts.Undo?.Until, facts.Revision, facts.Version), (loaded.UndoState?.Until, loaded.RouteRevision, loaded.ConcurrencyVersion));
            Assert.Equal(10_000, await context.EndpointVariants.SumAsync(v => v.Weight));
        }
    }

    [Fact]
    public async Task SaveAsync_Settings_SurviveTheDatabase()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();
        var settings = new EndpointSettings
        {
            RoutingKey = new RoutingKeySource("x-user", "user", "id"),
            Guards = new GuardLimits { ErrorShare = 0.05, MinimumRequests = 50 },
            Fallback = new FallbackAnswer(null, """{"model_name":"pets"}"""),
            SegmentAttributes = ["region", "device"],
            EventClass = "cat",
        };

        await database.ChangeAsync("pets", e => e.Put(ADraft() with { Settings = settings }, Versions, Moment.Noon));

        Assert.Equivalent(settings, (await database.Get<EndpointQueries>().FindAsync("pets", CancellationToken.None))?.Settings, strict: true);
    }

    [Fact]
    public async Task SaveAsync_Change_CarriesTableAndEventInOneTransaction()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();

        var first = await database.AddEndpointAsync();
        var second = await database.ChangeAsync("pets", e => e.SetSplit([new(1, 9_000), new(2, 1_000)], Versions, Moment.Noon), "canary");

        Assert.Equal((1L, 2L), (first.Revision, second.Revision));
        var table = RoutingTableQueries.Open(second).Value.Table;
        Assert.Equal([9_000, 1_000], table.Endpoints[0].Variants.Select(v => v.Weight));
        Assert.Equal([1, 2], table.Prepare.Select(p => p.Version));
        var history = await database.Get<EndpointQueries>().HistoryAsync("pets", new HistoryPage(), CancellationToken.None);
        Assert.Equal([EndpointEventKind.SplitChanged, EndpointEventKind.Created], history.Select(h => h.Kind));
        Assert.Equal(("me", ChangeWay.Api, "canary", 2L, 2L), (history[0].Actor, history[0].Way, history[0].Reason, history[0].TableRevision, history[0].RouteRevision));
        Assert.Equal("Split changed: from v1 100 % to v1 90 %, v2 10 %.", history[0].Sentence);
        Assert.Equal("v1 100 %", history[0].Before?.SplitInWords());
    }

    [Fact]
    [Trait("Fault", "F15")]
    public async Task SaveAsync_UnitThatRefusesAfterwards_LeavesNoTableAndNoEvent()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();

        await database.State.RunAsync<string>(
            async (context, token) =>
            {
                var store = new EndpointStore(context);
                var endpoint = await store.FindAsync("pets", token);
                await store.SaveAsync(endpoint!.SetSplit([new(2, 10_000)], Versions, Moment.Noon).Value, Actor.Automatic, "", token);
                return new Contracts.Outcomes.Refusal("no", "No.");
            },
            CancellationToken.None);

        Assert.Equal(1, (await database.Get<RoutingTableQueries>().FindNewestAsync("production", CancellationToken.None))?.Revision);
        Assert.Single(await database.Get<EndpointQueries>().HistoryAsync("pets", new HistoryPage(), CancellationToken.None));
        Assert.Equal(10_000, (await database.Get<EndpointQueries>().FindAsync("pets", CancellationToken.None))?.Variants[0].Weight);
    }

    [Fact]
    public async Task SaveAsync_ChangeWithoutEffect_MakesNoTableAndNoEvent()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();

        var table = await database.ChangeAsync("pets", e => e.RollBack(Moment.Noon));

        Assert.Equal(1, table.Revision);
        Assert.Single(await database.Get<EndpointQueries>().HistoryAsync("pets", new HistoryPage(), CancellationToken.None));
    }

    [Fact]
    public async Task SaveAsync_EndpointDeletedAndMadeAgain_GoesOnWithItsRouteRevision()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();
        await database.WriteAsync<PublishedTable>(async (context, token) =>
        {
            var store = new EndpointStore(context);
            var endpoint = await store.FindAsync("pets", token);
            store.Remove(endpoint!);
            return await store.SaveAsync(endpoint!.Delete(Moment.Noon), Actor.Automatic, "", token);
        });
        Assert.Null(await database.Get<EndpointQueries>().FindAsync("pets", CancellationToken.None));

        var table = await database.AddEndpointAsync();

        Assert.Equal(3, RoutingTableQueries.Open(table).Value.Table.Endpoints[0].RouteRevision);
        Assert.Equal(3, (await database.Get<EndpointQueries>().HistoryAsync("pets", new HistoryPage(), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task HistoryAsync_Pages_GoThroughAllOnce()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();
        for (var weight = 1; weight < 10; weight++)
            await database.ChangeAsync("pets", e => e.SetSplit([new(1, 10_000 - weight), new(2, weight)], Versions, Moment.Noon));
        var queries = database.Get<EndpointQueries>();

        List<EndpointEventRow> all = [];
        for (long? before = null; ;)
        {
            var page = await queries.HistoryAsync("pets", new HistoryPage(before, 3), CancellationToken.None);
            if (page.Count == 0)
                break;
            all.AddRange(page);
            before = page[^1].Id;
        }

        Assert.Equal([10L, 9, 8, 7, 6, 5, 4, 3, 2, 1], all.Select(e => e.TableRevision));
    }

    [Fact]
    public async Task ListAsync_Rows_SayWhatAScreenNeeds()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync("fraud", 2);
        await database.AddModelAsync();
        await database.AddEndpointAsync();
        await database.AddEndpointAsync("fraud", "fraud");
        await database.ChangeAsync("pets", e => e.SetSplit([new(1, 9_000), new(3, 1_000)], Versions, Moment.Noon));
        await database.ChangeAsync("pets", e => e.RollBack(Moment.Noon));

        var rows = await database.Get<EndpointQueries>().ListAsync(CancellationToken.None);

        Assert.Equal(["fraud", "pets"], rows.Select(r => r.Name));
        Assert.Equal([new VariantRow("v1", 1, VariantRole.Champion, 10_000), new VariantRow("v3", 3, VariantRole.Challenger, 0)], rows[1].Variants);
        Assert.Equal((4L, 4L, 3L, Moment.Noon.AddSeconds(10)), (rows[0].TableRevision, rows[1].TableRevision, rows[1].RouteRevision, rows[1].UndoUntil));
    }

    private static Contracts.Outcomes.Outcome<EndpointChange> Change(InferenceEndpoint endpoint, Random chance, DateTimeOffset now) => chance.Next(5) switch
    {
        0 => endpoint.RollBack(now),
        1 when endpoint.CanUndo(now) => endpoint.Undo(now),
        2 => endpoint.Put(ADraft(stable: chance.Next(1, 5)), Versions, now),
        _ => chance.Next(2) == 0
            ? endpoint.SetSplit([new(1, 8_766), new(chance.Next(2, 5), 1_234)], Versions, now)
            : endpoint.SetSplit([new(chance.Next(1, 5), 4_000, "a"), new(2, 3_500, "b"), new(3, 2_500)], Versions, now),
    };
}

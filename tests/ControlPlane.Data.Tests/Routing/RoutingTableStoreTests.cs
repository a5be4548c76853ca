using ControlPlane.Data.Routing;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Routing;

public sealed class RoutingTableStoreTests
{
    [Fact]
    public async Task PublishAsync_NothingChanged_KeepsTheNewest()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();

        var again = await database.WriteAsync<PublishedTable>(async (context, token) => await new RoutingTableStore(context).PublishAsync("production", Moment.Noon, token));

        Assert.Equal(1, again.Revision);
    }

    [Fact]
    public async Task PublishAsync_PoolWithoutEndpoints_HasAnEmptyTable()
    {
        await using var database = await TestDatabase.OpenAsync();

        var table = await database.WriteAsync<PublishedTable>(async (context, token) => await new RoutingTableStore(context).PublishAsync("staging", Moment.Noon, token));

        Assert.Equal(("staging", 1L, 1L), (table.Pool, table.Epoch, table.Revision));
        Assert.Empty(RoutingTableQueries.Open(table).Value.Table.Endpoints);
    }

    [Fact]
    public async Task FindAsync_OlderRevision_IsStillThere()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();
        await database.ChangeAsync("pets", e => e.SetSplit([new(2, 10_000)], EndpointBuilder.Versions, Moment.Noon));
        var queries = database.Get<RoutingTableQueries>();

        var older = await queries.FindAsync("production", 1, CancellationToken.None);

        Assert.Single(RoutingTableQueries.Open(older!).Value.Table.Endpoints[0].Variants);
        Assert.Null(await queries.FindAsync("production", 3, CancellationToken.None));
        Assert.Equal([2L], (await queries.ListNewestAsync(CancellationToken.None)).Select(t => t.Revision));
    }
}

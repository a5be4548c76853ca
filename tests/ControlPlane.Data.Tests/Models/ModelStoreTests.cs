using ControlPlane.Data.Models;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Models;

public sealed class ModelStoreTests
{
    [Fact]
    public async Task FindAsync_SavedModel_HasVersionsAndAliases()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync(versions: 2);

        await ChangeAsync(database, model => model.SetAlias("candidate", 2, Moment.Noon).Value);
        await ChangeAsync(database, model => model.SetAlias("candidate", 1, Moment.Noon.AddHours(1)).Value);
        await ChangeAsync(database, model => model.Register(RegisteredModelBuilder.ADraft("new") with { Tags = ["nightly"], Description = "third" }, Moment.Noon).Value);

        var row = await database.Get<ModelQueries>().FindAsync("pets", CancellationToken.None);
        Assert.Equal([3, 2, 1], row!.Versions.Select(v => v.Number));
        Assert.Equal([new AliasRow("candidate", 1, Moment.Noon.AddHours(1))], row.Aliases);
        Assert.Equal(("third", "new", "test 1", 1_000L), (row.Versions[0].Description, row.Versions[0].Digest, row.Versions[0].Producer, row.Versions[0].SizeBytes));
        Assert.Equal(["nightly"], row.Versions[0].Tags);
        Assert.Equal(6, row.ConcurrencyVersion);
    }

    [Fact]
    public async Task FindAsync_Version_KeepsSignatureAndReading()
    {
        await using var database = await TestDatabase.OpenAsync();
        var model = await database.AddModelAsync(versions: 1);

        var row = (await database.Get<ModelQueries>().FindAsync("pets", CancellationToken.None))!.Versions[0];

        Assert.Equivalent(model.Versions[0].Signature.Inputs, row.Inputs, strict: true);
        Assert.Equivalent(model.Versions[0].Reading, row.Reading, strict: true);
        Assert.Equal([new OperatorSet("", 17)], row.OperatorSets);
    }

    [Fact]
    public async Task ListAsync_ServingVersions_SayWhere()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync(versions: 3);
        await database.AddModelAsync("fraud", 1);
        await database.AddEndpointAsync("a");
        await database.AddEndpointAsync("b", stable: 2);
        await database.ChangeAsync("a", e => e.SetSplit([new(1, 9_000), new(2, 1_000, "canary")], EndpointBuilder.Versions, Moment.Noon));

        var rows = await database.Get<ModelQueries>().ListAsync(CancellationToken.None);

        Assert.Equal(["fraud", "pets"], rows.Select(r => r.Name));
        var serving = rows[1].Versions.ToDictionary(v => v.Number, v => v.ServesAt);
        Assert.Equal([new ServingRow("a", "v1", 9_000)], serving[1]);
        Assert.Equal([new ServingRow("a", "canary", 1_000), new ServingRow("b", "v2", 10_000)], serving[2]);
        Assert.Empty(serving[3]);
    }

    [Fact]
    public async Task HasArtifactAsync_DigestOfAVersion_Knows()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync(versions: 1);
        var queries = database.Get<ModelQueries>();

        Assert.True(await queries.HasArtifactAsync(RegisteredModelBuilder.DigestOf("pets", 1), CancellationToken.None));
        Assert.False(await queries.HasArtifactAsync(RegisteredModelBuilder.DigestOf("pets", 2), CancellationToken.None));
    }

    [Fact]
    public async Task VersionNumbersAsync_UnknownModel_IsEmpty()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync(versions: 2);

        Assert.Equal((2, 0), await database.WriteAsync<(int, int)>(async (context, token) =>
        {
            var store = new ModelStore(context);
            return ((await store.VersionNumbersAsync("pets", token)).Count, (await store.VersionNumbersAsync("cars", token)).Count);
        }));
    }

    private static Task<T> ChangeAsync<T>(TestDatabase database, Func<RegisteredModel, T> change)
        where T : notnull => database.WriteAsync<T>(async (context, token) =>
        {
            var model = await new ModelStore(context).FindAsync("pets", token);
            return change(model!);
        });
}

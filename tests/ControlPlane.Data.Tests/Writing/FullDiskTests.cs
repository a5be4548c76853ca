using System.Data.Common;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Models;
using ControlPlane.Data.Providers.Sqlite;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Tests.Building;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Data.Tests.Writing;

public sealed class FullDiskTests
{
    [Fact]
    [Trait("Fault", "F62")]
    public async Task RunAsync_DiskFull_RefusesReadsOnAndRecoversWithoutRestart()
    {
        await using var database = await TestDatabase.OpenAsync();
        var disk = new SmallDisk(database.Folder.StateFile);
        await using var writer = new StateWriter(disk, database.Time, NullLoggerFactory.Instance);
        disk.IsFull = true;

        var refused = await FillAsync(writer);

        Assert.Equal(DataRefusals.Full, refused?.Code);
        Assert.Equal(Moment.Noon, writer.FullSince);
        Assert.NotEmpty(await database.Get<ModelQueries>().ListAsync(CancellationToken.None));

        disk.IsFull = false;
        Assert.True((await AddAsync(writer, "after")).IsAccepted);
        Assert.Null(writer.FullSince);
    }

    // Until no page is free.
    private static async Task<Refusal?> FillAsync(StateWriter writer)
    {
        for (var number = 0; number < 1_000; number++)
        {
            if ((await AddAsync(writer, $"m{number}")).Refusal is { } refusal)
                return refusal;
        }

        return null;
    }

    private static Task<Outcome<RegisteredModel>> AddAsync(StateWriter writer, string name) => writer.RunAsync<RegisteredModel>(
        (context, _) =>
        {
            var model = RegisteredModelBuilder.AModel(name, 4);
            context.Models.Add(model);
            return Task.FromResult<Outcome<RegisteredModel>>(model);
        },
        CancellationToken.None);

    /// <summary>Contexts whose database may not grow by more than a few pages while the disk is full.</summary>
    private sealed class SmallDisk(string file) : DbConnectionInterceptor, IDbContextFactory<StateContext>
    {
        public bool IsFull { get; set; }

        public StateContext CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<SqliteStateContext>();
            SqliteSettings.Configure(options, file, SqliteSynchronous.Normal);
            return new SqliteStateContext(options.AddInterceptors(this).Options);
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {(IsFull ? "1" : "1073741823")}";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

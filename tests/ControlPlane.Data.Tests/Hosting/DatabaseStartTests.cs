using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Tests.Building;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Tests.Hosting;

[Trait("Category", "Slow")]
public sealed class DatabaseStartTests
{
    [Fact]
    public async Task OpenAsync_NewFolder_MakesTheInstallation()
    {
        await using var database = await TestDatabase.OpenAsync();

        var installation = database.Get<CurrentInstallation>().Value;

        Assert.Equal(("cluster", 1L, Moment.Noon), (installation.ClusterId, installation.Epoch, installation.CreatedAt));
        Assert.Equal(TestDatabase.Seed.FeedbackKey, installation.FeedbackKey);
    }

    [Fact]
    public async Task OpenAsync_Again_KeepsTheInstallationAndAsksForNoOther()
    {
        using var folder = new TemporaryFolder();
        await using (var first = TestDatabase.In(folder.Path))
            _ = (await first.StartAsync()).Value;

        await using var second = TestDatabase.In(folder.Path);
        var opened = await second.Get<DatabaseStart>().OpenAsync(() => throw new InvalidOperationException("asked"), CancellationToken.None);

        Assert.Equal("cluster", opened.Value.ClusterId);
    }

    [Fact]
    public async Task OpenAsync_FolderInUse_Refuses()
    {
        using var folder = new TemporaryFolder();
        await using var first = TestDatabase.In(folder.Path);
        _ = (await first.StartAsync()).Value;
        await using var second = TestDatabase.In(folder.Path);

        Assert.Equal(DataRefusals.InUse, (await second.StartAsync()).Refusal?.Code);

        first.Get<DatabaseStart>().Dispose();
        Assert.True((await second.StartAsync()).IsAccepted);
    }

    [Fact]
    public async Task OpenAsync_FolderThatIsAFile_Refuses()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "x");
        await using var database = TestDatabase.In(Path.Combine(file, "data"));

        Assert.Equal(DataRefusals.Unwritable, (await database.StartAsync()).Refusal?.Code);
    }

    [Fact]
    public async Task OpenAsync_DatabaseOfANewerBuild_RefusesAndLeavesItAlone()
    {
        using var folder = new TemporaryFolder();
        await OpenOnceAsync(folder.Path);
        await ExecuteAsync(folder.Path, "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0')");

        await using var database = TestDatabase.In(folder.Path);
        var refusal = (await database.StartAsync()).Refusal;

        Assert.Equal(DataRefusals.NewerSchema, refusal?.Code);
        Assert.Contains("29990101000000_Later", refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "F65")]
    public async Task OpenAsync_LockOfAStartThatWasKilled_IsCleared()
    {
        using var folder = new TemporaryFolder();
        await OpenOnceAsync(folder.Path);
        await ExecuteAsync(folder.Path, "INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01 00:00:00')");
        await using var database = TestDatabase.In(folder.Path);

        // Left in place, the lock would be waited for until the test is given up.
        var opened = await database.StartAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(opened.IsAccepted, opened.Refusal?.ToString());
    }

    [Fact]
    public async Task OpenAsync_FileThatIsNoDatabase_Refuses()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "state.db"), new string('x', 10_000));
        await using var database = TestDatabase.In(folder.Path);

        Assert.Equal(DataRefusals.Damaged, (await database.StartAsync()).Refusal?.Code);
    }

    [Fact]
    [Trait("Fault", "F63")]
    public async Task OpenAsync_DamagedPages_Refuses()
    {
        using var folder = new TemporaryFolder();
        await OpenOnceAsync(folder.Path);
        await ExecuteAsync(folder.Path, "PRAGMA wal_checkpoint(TRUNCATE)");
        await using (var file = File.OpenWrite(Path.Combine(folder.Path, "state.db")))
        {
            file.Position = 4_096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)file.Length - 4_096).ToArray());
        }

        await using var database = TestDatabase.In(folder.Path);

        Assert.Equal(DataRefusals.Damaged, (await database.StartAsync()).Refusal?.Code);
    }

    [Fact]
    public async Task OpenAsync_BothDatabases_HaveTheirDurability()
    {
        await using var database = await TestDatabase.OpenAsync();
        await using var state = await database.Get<IDbContextFactory<StateContext>>().CreateDbContextAsync();
        await using var series = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();

        Assert.Equal(("2", "1"), (await PragmaAsync(state, "synchronous"), await PragmaAsync(series, "synchronous")));
        Assert.Equal(("wal", "wal"), (await PragmaAsync(state, "journal_mode"), await PragmaAsync(series, "journal_mode")));
        Assert.Equal("1", await PragmaAsync(state, "foreign_keys"));
    }

    [Fact]
    public async Task OpenAsync_Folder_IsReadableByItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "data");
        await OpenOnceAsync(path);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    [Fact]
    public void CurrentInstallation_BeforeOpening_Throws() => Assert.Throws<InvalidOperationException>(() => new CurrentInstallation().Value);

    [Fact]
    public async Task RaiseEpochAbove_Seen_MakesTheNextTableNewerThanTheFleets()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();

        await database.WriteAsync<Installation>(async (context, token) =>
        {
            var installation = await context.Installations.SingleAsync(token);
            installation.RaiseEpochAbove(4);
            return installation;
        });
        var table = await database.ChangeAsync("pets", e => e.SetSplit([new(1, 9_000), new(2, 1_000)], EndpointBuilder.Versions, Moment.Noon));

        Assert.Equal((5L, 2L), (table.Epoch, table.Revision));
    }

    [Fact]
    [Trait("Fault", "F61")]
    public async Task SecondProcess_FolderInUse_IsRefusedAndTheFirstGoesOn()
    {
        await using var database = await TestDatabase.OpenAsync();
        using var second = new ChildProcess(database.Folder.Path);

        Assert.Equal(DataRefusals.InUse, await second.Output.ReadLineAsync());
        Assert.Equal(3, await second.ExitCodeAsync());
        await database.AddModelAsync();
    }

    [Fact]
    [Trait("Fault", "F15")]
    [Trait("Promise", "P6")]
    public async Task KilledProcess_Whenever_LosesNothingItSaidWasCommitted()
    {
        using var folder = new TemporaryFolder();
        var said = 0;
        foreach (var lines in (int[])[1, 7, 40])
        {
            using var process = new ChildProcess(folder.Path);
            var first = said;
            string? line;
            while (said < first + lines && (line = await process.Output.ReadLineAsync()) is not null)
                said++;
            await process.KillAsync();
            Assert.Equal(first + lines, said);

            await using var database = TestDatabase.In(folder.Path);
            _ = (await database.StartAsync()).Value;
            await using var context = await database.Get<IDbContextFactory<StateContext>>().CreateDbContextAsync();
            var names = await context.Models.Select(m => m.Name).ToListAsync();
            Assert.All(Enumerable.Range(1, said), n => Assert.Contains($"m{n}", names));

            // The next process starts counting anew, so the names must be free.
            await context.Models.ExecuteDeleteAsync();
            said = 0;
        }
    }

    private static async Task OpenOnceAsync(string folder)
    {
        await using var database = TestDatabase.In(folder);
        _ = (await database.StartAsync()).Value;
        await database.WriteAsync<RegisteredModel>((context, _) =>
        {
            var model = RegisteredModelBuilder.AModel();
            context.Models.Add(model);
            return Task.FromResult<Outcome<RegisteredModel>>(model);
        });
    }

    private static async Task ExecuteAsync(string folder, string command)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "state.db")};Pooling=false");
        await connection.OpenAsync();
        await using var execute = connection.CreateCommand();
        execute.CommandText = command;
        await execute.ExecuteNonQueryAsync();
    }

    private static async Task<string> PragmaAsync(DbContext context, string name)
    {
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (await command.ExecuteScalarAsync())!.ToString()!;
    }
}

using ControlPlane.Contracts.Agents;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Backups;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Models;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Actors;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Tests.Hosting;

public sealed class PostgresEngineTests
{
    [Fact]
    public async Task OpenAsync_EmptyDatabaseAndTwoReplicasAtOnce_MakeOneInstallation()
    {
        using var folder = new TemporaryFolder();
        var address = await SharedServer.EmptyAsync();
        await using var first = TestDatabase.With(OptionsOf(folder, address));
        await using var second = TestDatabase.With(OptionsOf(folder, address));

        var opened = await Task.WhenAll(first.StartAsync(), second.StartAsync());

        Assert.All(opened, o => Assert.True(o.IsAccepted, o.Refusal?.ToString()));
        Assert.Equal(opened[0].Value.CreatedAt, opened[1].Value.CreatedAt);
        Assert.Equal(1, (await first.Get<AuditVerifier>().VerifyAsync([], CancellationToken.None)).Entries);
        await SharedServer.DropAsync(address);
    }

    [Fact]
    public async Task OpenAsync_DatabaseOfANewerBuild_Refuses()
    {
        using var folder = new TemporaryFolder();
        var address = await SharedServer.CopyAsync();
        await using var database = TestDatabase.With(OptionsOf(folder, address));
        await using (var context = await database.Get<IDbContextFactory<StateContext>>().CreateDbContextAsync())
            await context.Database.ExecuteSqlRawAsync("INSERT INTO state.migrations VALUES ('29990101000000_Later', '99.0.0')");

        var refusal = (await database.StartAsync()).Refusal;

        Assert.Equal(DataRefusals.NewerSchema, refusal?.Code);
        Assert.Contains("29990101000000_Later", refusal!.Sentence, StringComparison.Ordinal);
        Assert.Equal(DataRefusals.NewerSchema, (await StoredFiles.OpenStateAsync(OptionsOf(folder, address), CancellationToken.None)).Refusal?.Code);
        await SharedServer.DropAsync(address);
    }

    [Fact]
    public async Task OpenAsync_NoServerThere_RefusesWithoutThePassword()
    {
        using var folder = new TemporaryFolder();
        await using var database = TestDatabase.With(OptionsOf(folder, $"postgres://me:secret@127.0.0.1:{TestKit.Processes.FreePort.Next()}/none"));

        var refusal = (await database.StartAsync()).Refusal;

        Assert.Equal(DataRefusals.Unreachable, refusal?.Code);
        Assert.DoesNotContain("secret", refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_DatabaseThatIsNotThere_SaysWhatTheServerSaid()
    {
        using var folder = new TemporaryFolder();
        var address = await SharedServer.EmptyAsync();
        await using var database = TestDatabase.With(OptionsOf(folder, address + "_not"));

        var refusal = (await database.StartAsync()).Refusal;

        Assert.Equal(DataRefusals.Forbidden, refusal?.Code);
        Assert.Contains("does not exist", refusal!.Sentence, StringComparison.Ordinal);
        await SharedServer.DropAsync(address);
    }

    [Fact]
    public async Task MakeAsync_Backup_IsLeftToTheServersOwnTools()
    {
        await using var database = await TestDatabase.OpenAsync();

        var refusal = (await database.Get<BackupStore>().MakeAsync(CancellationToken.None)).Refusal;

        Assert.Equal(BackupRefusals.OwnTools, refusal?.Code);
    }

    [Fact]
    public async Task ListAsync_Names_AreOrderedByTheirBytesWhateverTheServersLanguage()
    {
        await using var database = await TestDatabase.OpenAsync();
        foreach (var name in (string[])["b", "a-b", "a", "a-a", "ab"])
            await database.AddModelAsync(name, 1);

        var names = (await database.Get<ModelQueries>().ListAsync(CancellationToken.None)).Select(m => m.Name).ToList();

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public async Task RunAsync_DatabaseThatWasPutBack_IsAdoptedUnderAHigherEpoch()
    {
        using var folder = new TemporaryFolder();
        var address = await SharedServer.CopyAsync();
        await using (var before = TestDatabase.With(OptionsOf(folder, address)))
        {
            _ = (await before.StartAsync()).Value;
            await before.AddModelAsync();
            await before.AddEndpointAsync();
        }

        await using var database = TestDatabase.With(OptionsOf(folder, address));
        var adopted = (await database.Get<DatabaseAdoption>().RunAsync(new Actor("me", ChangeWay.CommandLine), CancellationToken.None)).Value;

        Assert.Equal(new TablePosition(2, 2), adopted["production"]);
        Assert.True((await database.Get<AuditVerifier>().VerifyAsync([], CancellationToken.None)).IsIntact);
        await SharedServer.DropAsync(address);
    }

    private static DataOptions OptionsOf(TemporaryFolder folder, string address) => new() { Folder = folder.Path, Database = address };
}

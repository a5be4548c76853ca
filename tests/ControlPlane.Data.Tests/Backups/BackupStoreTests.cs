using ControlPlane.Data.Backups;
using ControlPlane.Data.Tests.Building;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Tests.Backups;

public sealed class BackupStoreTests
{
    [Fact]
    public async Task MakeAsync_MoreThanAreKept_LetsTheOldestGo()
    {
        await using var database = await TestDatabase.OpenAsync();
        var backups = database.Get<BackupStore>();

        for (var number = 0; number < BackupOptions.DefaultKeep + 2; number++)
        {
            Assert.True((await backups.MakeAsync(CancellationToken.None)).Value.IsSound);
            database.Time.Now += TimeSpan.FromMinutes(15);
        }

        Assert.Equal(BackupOptions.DefaultKeep, backups.List().Count);
        Assert.Equal("20300102-141500", backups.List()[0].Name);
        Assert.Equal("20300102-123000", backups.List()[^1].Name);
    }

    [Fact]
    public async Task MakeAsync_TwiceInOneSecond_MakesTwo()
    {
        await using var database = await TestDatabase.OpenAsync();
        var backups = database.Get<BackupStore>();

        await Task.WhenAll(backups.MakeAsync(CancellationToken.None), backups.MakeAsync(CancellationToken.None));

        Assert.Equal(["20300102-120000-2", "20300102-120000"], backups.List().Select(b => b.Name));
    }

    [Fact]
    public async Task MakeAsync_AuditNotAsWritten_SaysSoAndKeepsTheSoundOnes()
    {
        await using var database = await TestDatabase.OpenAsync();
        var backups = database.Get<BackupStore>();
        var sound = (await backups.MakeAsync(CancellationToken.None)).Value;
        await using (var context = await database.Get<IDbContextFactory<StateContext>>().CreateDbContextAsync())
            await context.Database.ExecuteSqlRawAsync("UPDATE audit_entries SET Reason = 'because'");
        database.Time.Now += TimeSpan.FromMinutes(15);

        var unsound = (await backups.MakeAsync(CancellationToken.None)).Value;

        Assert.Contains("entry 1 was changed", unsound.Problems.Single(), StringComparison.Ordinal);
        Assert.Equal(sound.Name, backups.Find("latest").Value.Name);
    }

    [Fact]
    public async Task MakeAsync_WhatAKilledProcessLeft_IsSweptAndNeverListed()
    {
        await using var database = await TestDatabase.OpenAsync();
        var backups = database.Get<BackupStore>();
        var left = Directory.CreateDirectory(Path.Combine(backups.Root, ".making-20260101-000000"));

        Assert.Empty(backups.List());
        Assert.Equal(BackupRefusals.NotFound, backups.Find("latest").Refusal?.Code);
        _ = (await backups.MakeAsync(CancellationToken.None)).Value;

        left.Refresh();
        Assert.False(left.Exists);
    }

    [Fact]
    public async Task MakeAsync_FolderThatCannotBeWritten_Refuses()
    {
        await using var database = await TestDatabase.OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(database.Folder.Path, "backups"), "a file");

        var outcome = await database.Get<BackupStore>().MakeAsync(CancellationToken.None);

        Assert.Equal(BackupRefusals.NotWritten, outcome.Refusal?.Code);
    }
}

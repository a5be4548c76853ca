using ControlPlane.Data.Rollouts;
using ControlPlane.Data.Tests.Building;

namespace ControlPlane.Data.Tests.Rollouts;

[Trait("Category", "Slow")]
public sealed class StoredDraftsTests
{
    private const string Address = "/rollouts/new?endpoint=pets&version=2&strategy=canary";

    [Fact]
    public async Task FindAsync_WithinAWeekOfTheLastChange_GivesTheNewestAddress()
    {
        await using var database = await TestDatabase.OpenAsync();
        var drafts = database.Get<StoredDrafts>();
        await drafts.SaveAsync("a", Address, CancellationToken.None);
        await drafts.SaveAsync("a", $"{Address}&steps=10", CancellationToken.None);

        database.Time.Now += StoredDrafts.Lifetime - TimeSpan.FromTicks(1);
        Assert.Equal($"{Address}&steps=10", await drafts.FindAsync("a", CancellationToken.None));

        database.Time.Now += TimeSpan.FromTicks(1);
        Assert.Null(await drafts.FindAsync("a", CancellationToken.None));
        Assert.Equal(1, await drafts.PurgeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task RemoveAsync_ADraft_IsGone()
    {
        await using var database = await TestDatabase.OpenAsync();
        var drafts = database.Get<StoredDrafts>();
        await drafts.SaveAsync("a", Address, CancellationToken.None);

        await drafts.RemoveAsync("a", CancellationToken.None);

        Assert.Null(await drafts.FindAsync("a", CancellationToken.None));
    }

    [Fact]
    public async Task SaveAsync_BeyondTheCapacity_ForgetsTheOldest()
    {
        await using var database = await TestDatabase.OpenAsync();
        var drafts = database.Get<StoredDrafts>();
        for (var number = 0; number <= StoredDrafts.DefaultCapacity; number++)
        {
            database.Time.Now += TimeSpan.FromSeconds(1);
            await drafts.SaveAsync($"d{number}", Address, CancellationToken.None);
        }

        Assert.Null(await drafts.FindAsync("d0", CancellationToken.None));
        Assert.NotNull(await drafts.FindAsync("d1", CancellationToken.None));
    }

    [Fact]
    public async Task SaveAsync_AddressTooLong_IsNotStored()
    {
        await using var database = await TestDatabase.OpenAsync();
        var drafts = database.Get<StoredDrafts>();

        await drafts.SaveAsync("a", Address + new string('1', StoredDrafts.LongestAddress), CancellationToken.None);

        Assert.Null(await drafts.FindAsync("a", CancellationToken.None));
    }
}

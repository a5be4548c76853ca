using ControlPlane.Data.Requests;
using ControlPlane.Data.Tests.Building;

namespace ControlPlane.Data.Tests.Requests;

public sealed class AnsweredRequestsTests
{
    [Fact]
    public async Task FindAsync_WithinADay_GivesTheAnswer()
    {
        await using var database = await TestDatabase.OpenAsync();
        var requests = database.Get<AnsweredRequests>();
        await requests.SaveAsync(AnAnswer(database, "a", 201), CancellationToken.None);

        database.Time.Now += TimeSpan.FromHours(24) - TimeSpan.FromTicks(1);
        Assert.Equal(201, (await requests.FindAsync("a", CancellationToken.None))?.Status);

        database.Time.Now += TimeSpan.FromTicks(1);
        Assert.Null(await requests.FindAsync("a", CancellationToken.None));
        Assert.Equal(1, await requests.PurgeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task SaveAsync_SameIdAgain_TakesThePlace()
    {
        await using var database = await TestDatabase.OpenAsync();
        var requests = database.Get<AnsweredRequests>();

        await requests.SaveAsync(AnAnswer(database, "a", 201), CancellationToken.None);
        await requests.SaveAsync(AnAnswer(database, "a", 200), CancellationToken.None);

        Assert.Equal(200, (await requests.FindAsync("a", CancellationToken.None))?.Status);
    }

    private static AnsweredRequest AnAnswer(TestDatabase database, string id, int status) =>
        new() { Id = id, Fingerprint = "f", Status = status, AnsweredAt = database.Time.Now };
}

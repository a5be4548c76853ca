using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Agents;

public sealed class JoinTokenPurgeTests
{
    [Fact]
    public async Task RunAsync_TokenThatEndedLongAgo_IsForgottenAndOthersStay()
    {
        await using var database = await TestDatabase.OpenAsync();
        await IssueAsync(database, "short", 5);
        await IssueAsync(database, "long", 60);

        database.Time.Now += TimeSpan.FromMinutes(30) + JoinTokenPurge.Memory;
        var gone = await database.Get<JoinTokenPurge>().RunAsync(CancellationToken.None);

        Assert.Equal(1, gone);
        Assert.False(await IsKnownAsync(database, "short"));
        Assert.True(await IsKnownAsync(database, "long"));
    }

    private static Task<bool> IsKnownAsync(TestDatabase database, string id) =>
        database.WriteAsync<bool>(async (context, token) => await new AgentStore(context).FindTokenAsync(id, token) is not null);

    private static Task<JoinToken> IssueAsync(TestDatabase database, string id, int minutes) => database.WriteAsync<JoinToken>((context, _) =>
    {
        var token = JoinToken.Issue(id, BearerSecret.HashOf(AgentBuilder.Secret), "production", "me", TimeSpan.FromMinutes(minutes), Moment.Noon);
        new AgentStore(context).Add(token.Value);
        return Task.FromResult<Outcome<JoinToken>>(token);
    });
}

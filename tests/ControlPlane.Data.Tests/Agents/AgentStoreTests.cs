using ControlPlane.Contracts.Agents;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.AgentBuilder;

namespace ControlPlane.Data.Tests.Agents;

public sealed class AgentStoreTests
{
    [Fact]
    public async Task ListAsync_ReportingAgent_HasHealthAgainstItsPoolsTable()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();
        await AddAsync(database, AnAgent());

        await ReportAsync(database, agent =>
        {
            agent.Report(AHello(), Moment.Noon);
            agent.Report(AnAcknowledgement(1, AVersion(1)), Moment.Noon);
        });

        var row = Assert.Single(await database.Get<AgentQueries>().ListAsync(CancellationToken.None));
        Assert.Equal((AgentHealth.Fresh, "Table 1 is in force; 1 versions are ready."), (row.Health, row.HealthSentence));
        Assert.Equal((new TablePosition(1, 1), new TablePosition(1, 1), new TablePosition(1, 1)), (row.Desired, row.Reported, row.Acknowledged));
        Assert.Equal(("http://127.0.0.1:5101", "0.1.0", Moment.Noon), (row.ListenUrl, row.AgentVersion, row.LastContactAt));
        Assert.Equal([AVersion(1)], row.Versions);
        Assert.Equivalent(new EndpointStatus("pets", 1, []), Assert.Single(row.Endpoints), strict: true);
    }

    [Fact]
    public async Task FindAsync_SilentAgent_IsLost()
    {
        await using var database = await TestDatabase.OpenAsync();
        await AddAsync(database, AnAgent());
        await ReportAsync(database, agent => agent.Report(ARefusal(3, 2), Moment.Noon));
        database.Time.Now += TimeSpan.FromSeconds(15);

        var row = await database.Get<AgentQueries>().FindAsync(new AgentId("agent-1"), CancellationToken.None);

        Assert.Equal(AgentHealth.Lost, row?.Health);
        Assert.Equal(("wrong_cluster", new TablePosition(1, 3)), (row!.LastRefusal!.Code, row.LastRefusal.Position));
    }

    [Fact]
    public async Task ListAsync_RemovedAgent_IsLeftOutButFound()
    {
        await using var database = await TestDatabase.OpenAsync();
        await AddAsync(database, AnAgent());
        await ReportAsync(database, agent => agent.Revoke(Moment.Noon));
        var queries = database.Get<AgentQueries>();

        Assert.Empty(await queries.ListAsync(CancellationToken.None));
        Assert.Empty(await queries.MembersAsync(CancellationToken.None));
        Assert.Equal(AgentHealth.Removed, (await queries.FindAsync(new AgentId("agent-1"), CancellationToken.None))?.Health);
    }

    [Fact]
    public async Task OpenTokensAsync_UsedAndExpired_AreLeftOut()
    {
        await using var database = await TestDatabase.OpenAsync();
        foreach (var (id, minutes) in (IEnumerable<(string, int)>)[("used", 30), ("short", 5), ("open", 30)])
        {
            await database.WriteAsync<JoinToken>((context, _) =>
            {
                var token = JoinToken.Issue(id, BearerSecret.HashOf(Secret), "production", "me", TimeSpan.FromMinutes(minutes), Moment.Noon);
                new AgentStore(context).Add(token.Value);
                return Task.FromResult(token);
            });
        }

        await database.WriteAsync<JoinToken>(async (context, cancellation) =>
        {
            var token = await new AgentStore(context).FindTokenAsync("used", cancellation);
            return token!.Use(new BearerSecret { Id = "used", Hash = BearerSecret.HashOf(Secret) }, "production", new AgentId("a"), Moment.Noon);
        });
        database.Time.Now += TimeSpan.FromMinutes(5);

        Assert.Equal(["open"], (await database.Get<AgentQueries>().OpenTokensAsync(CancellationToken.None)).Select(t => t.Id));
    }

    private static Task<AgentNode> AddAsync(TestDatabase database, AgentNode agent) => database.WriteAsync<AgentNode>((context, _) =>
    {
        new AgentStore(context).Add(agent);
        return Task.FromResult<Contracts.Outcomes.Outcome<AgentNode>>(agent);
    });

    private static Task<AgentNode> ReportAsync(TestDatabase database, Action<AgentNode> report) => database.WriteAsync<AgentNode>(async (context, token) =>
    {
        var agent = await new AgentStore(context).FindAsync(new AgentId("agent-1"), token);
        report(agent!);
        return agent!;
    });
}

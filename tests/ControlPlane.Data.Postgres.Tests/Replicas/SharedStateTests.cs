using System.Xml.Linq;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Agents;
using static ControlPlane.Data.Tests.Building.Buckets;
using static ControlPlane.Domain.Tests.Building.AgentBuilder;

namespace ControlPlane.Data.Tests.Replicas;

public sealed class SharedStateTests
{
    [Fact]
    public async Task RevisionAsync_CommitOfAnotherReplica_RisesAndIsNoticed()
    {
        await using var replicas = await TwoReplicas.StartAsync();
        var shared = replicas.B.Get<SharedState>();
        using var stop = new CancellationTokenSource();
        using var noticed = new SemaphoreSlim(0);
        var listening = shared.ListenAsync(() => noticed.Release(), stop.Token);
        var before = await shared.RevisionAsync(CancellationToken.None);

        // The listener may not listen yet at the first commit, which only shows why notices are no more than a hint.
        for (var number = 1; noticed.CurrentCount == 0; number++)
        {
            await replicas.A.AddModelAsync($"model-{number}");
            Assert.Equal(before + number, await shared.RevisionAsync(CancellationToken.None));
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    [Fact]
    public async Task RevisionAsync_RefusedUnitAndReportOfAnAgent_DoesNotRise()
    {
        await using var replicas = await TwoReplicas.StartAsync();
        await AddAgentAsync(replicas);
        var shared = replicas.B.Get<SharedState>();
        var before = await shared.RevisionAsync(CancellationToken.None);

        await replicas.A.WriteAsync<int>(async (context, token) =>
        {
            (await new AgentStore(context).FindAsync(AnAgent().Id, token))!.Report(AHello(), replicas.A.Time.Now);
            return 1;
        });
        await replicas.A.State.RunAsync<int>(
            (context, _) =>
            {
                context.Note(AuditDrafts.Beginning("x", replicas.A.Time.Now));
                return Task.FromResult<Outcome<int>>(new Refusal("no", "No."));
            },
            CancellationToken.None);

        Assert.Equal(before, await shared.RevisionAsync(CancellationToken.None));
    }

    [Fact]
    public async Task TellAsync_AgentsOfAReplica_AreHeardByTheOtherUntilTheyMove()
    {
        await using var replicas = await TwoReplicas.StartAsync();
        var agent = await AddAgentAsync(replicas);
        var (a, b) = (replicas.A.Get<AgentContacts>(), replicas.B.Get<AgentContacts>());
        var now = replicas.A.Time.Now;

        await a.TellAsync([(agent.Id.Value, now, now.AddSeconds(-3))], CancellationToken.None);
        await a.TellAsync([(agent.Id.Value, now.AddSeconds(1), null)], CancellationToken.None);

        var heard = Assert.Single(await b.OfOthersAsync(CancellationToken.None));
        Assert.Equal(("a", now.AddSeconds(1), now.AddSeconds(-3)), (heard.Replica, heard.HeardAt, heard.CommittedUntil));
        Assert.Equal(agent.Name, (await b.ReportsAsync([heard], CancellationToken.None))[agent.Id].Name);
        Assert.Empty(await a.OfOthersAsync(CancellationToken.None));

        // What the first replica says late does not take the agent back.
        await b.TellAsync([(agent.Id.Value, now.AddSeconds(5), now)], CancellationToken.None);
        await a.TellAsync([(agent.Id.Value, now.AddSeconds(2), now)], CancellationToken.None);
        Assert.Empty(await b.OfOthersAsync(CancellationToken.None));
        Assert.Equal("b", Assert.Single(await a.OfOthersAsync(CancellationToken.None)).Replica);

        // Silence ends it.
        replicas.A.Time.Now = now.AddMinutes(1);
        Assert.Empty(await a.OfOthersAsync(CancellationToken.None));
    }

    [Fact]
    [Trait("Fault", "F67")]
    public async Task TakeAsync_SameSecondsAtBothReplicasAtOnce_AreSummedExactly()
    {
        await using var replicas = await TwoReplicas.StartAsync();
        var agents = Enumerable.Range(0, 20).Select(n => new AgentId($"agent-{n}")).ToList();

        await Task.WhenAll(agents.SelectMany((agent, n) => Enumerable.Range(0, 3).Select(batch =>
            (n % 2 == 0 ? replicas.A : replicas.B).Get<TelemetryIngest>().TakeAsync(agent, ABatch(batch, Noon, ABucket(Noon + batch)), CancellationToken.None))));

        var totals = await replicas.A.Get<SeriesQueries>().TotalsAsync(CancellationToken.None);
        var window = await replicas.B.Get<SeriesQueries>().WindowAsync("pets", replicas.A.Time.Now, replicas.A.Time.Now.AddSeconds(10), CancellationToken.None);
        Assert.Equal(20 * 3 * 10, totals.Sum(t => t.Requests));
        Assert.Equal(20 * 3 * 10, window.Sum(w => w.Requests));
    }

    [Fact]
    public async Task StoreElement_KeyOfOneReplica_IsReadByTheOther()
    {
        await using var replicas = await TwoReplicas.StartAsync();

        replicas.A.Get<SharedKeys>().StoreElement(new XElement("key", "secret"), "key-1");

        Assert.Equal("<key>secret</key>", Assert.Single(replicas.B.Get<SharedKeys>().GetAllElements()).ToString());
    }

    [Fact]
    public async Task SaveChangesAsync_TextThatPostgreSqlCannotHold_IsSavedWithoutIt()
    {
        await using var replicas = await TwoReplicas.StartAsync();
        await AddAgentAsync(replicas);

        await replicas.A.WriteAsync<int>(async (context, token) =>
        {
            (await new AgentStore(context).FindAsync(AnAgent().Id, token))!.Report(AHello() with { AgentVersion = "1\0" }, replicas.A.Time.Now);
            return 1;
        });

        Assert.Equal("1\uFFFD", (await replicas.B.Get<AgentQueries>().ListAsync(CancellationToken.None))[0].AgentVersion);
    }

    private static Task<AgentNode> AddAgentAsync(TwoReplicas replicas) => replicas.A.WriteAsync<AgentNode>((context, _) =>
    {
        var agent = AnAgent();
        context.Agents.Add(agent);
        return Task.FromResult<Outcome<AgentNode>>(agent);
    });
}

using System.Net;
using System.Net.Http.Json;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Replicas;
using ControlPlane.TestKit.Databases;
using ControlPlane.TestKit.Processes;
using ControlPlane.Web.Tests.Agents;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Realtime;

/// <summary>What one replica commits reaches the agents of another.</summary>
[Trait("Category", "Slow")]
public sealed class ReplicaTests(TwoHosts hosts) : IClassFixture<TwoHosts>
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);

    [PostgresFact]
    public async Task ChangeSplit_AtOneReplica_ReachesAgentsOfBoth()
    {
        await using var atA = await hosts.A.JoinAsync("at-a");
        await using var atB = await hosts.B.JoinAsync("at-b");
        await atA.ConnectAsync();
        await atB.ConnectAsync();

        using (var answer = await hosts.A.PutSplitAsync("pets", 9_000, 1_000))
            await HostUnderTest.ReadAsync(answer);
        var (here, there) = (await atA.NextOfferAsync().AsTask().WaitAsync(Promised), await atB.NextOfferAsync().AsTask().WaitAsync(Promised));

        Assert.Equal(here.Digest, there.Digest);
        Assert.Equal([9_000, 1_000], WeightsIn(there));
        Assert.Equal(OfferUrgency.Urgent, there.Urgency);
    }

    [PostgresFact]
    public async Task ChangeSplit_NoticeLost_StillReachesTheOtherReplicasAgentsInTime()
    {
        await using var agent = await hosts.B.JoinAsync("unnoticed");
        await agent.ConnectAsync();
        await hosts.LoseNoticesAsync();

        using (var answer = await hosts.A.PutSplitAsync("pets", 8_000, 2_000))
            await HostUnderTest.ReadAsync(answer);
        var offer = await agent.NextOfferAsync().AsTask().WaitAsync(Promised);

        Assert.Equal([8_000, 2_000], WeightsIn(offer));
    }

    [PostgresFact]
    public async Task Hello_AgentThatJoinedElsewhereAMomentAgo_IsWelcome()
    {
        await using var joined = await hosts.A.JoinAsync("newcomer");
        await using var moved = joined.MovedTo(hosts.B.Http.BaseAddress!);

        var welcome = await moved.ConnectAsync();

        Assert.NotNull(welcome.Offer);
        using var table = await moved.Http.GetAsync(new Uri(AgentRoutes.RoutingTable, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, table.StatusCode);
    }

    [PostgresFact]
    public async Task Renewal_AtOneReplica_IsKnownAtTheOther_AndTablesOfBothAreSignedByTheSameKeys()
    {
        await using var atA = await hosts.A.JoinAsync("renewing");
        await using var atB = atA.MovedTo(hosts.B.Http.BaseAddress!);
        using (var known = await atB.Http.GetAsync(new Uri(AgentRoutes.RoutingTable, UriKind.Relative)))
            Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        var keys = atA.Membership.SigningKeys;

        using (var answer = await atA.Http.PostAsJsonAsync(AgentRoutes.Renewal, new RenewalRequest(), ContractsJsonContext.Default.RenewalRequest))
            atB.Membership = (await answer.Content.ReadFromJsonAsync(ContractsJsonContext.Default.JoinResponse))!;
        using (var rotated = await hosts.A.PostAsync("signing-keys", null))
            await HostUnderTest.ReadAsync(rotated);

        await Eventually.BeTrueAsync("the other replica signs by the new key too", async () => (await SignatureAtAsync(atB)).Contains(',', StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Contains(keys.Single().Id, await SignatureAtAsync(atB), StringComparison.Ordinal);
        await atB.ConnectAsync();
    }

    [PostgresFact]
    public async Task RemoveAgent_AtAnotherReplica_EndsItsConnectionAndItsCredential()
    {
        await using var agent = await hosts.B.JoinAsync("removed");
        await agent.ConnectAsync();

        using var answer = await hosts.A.SendAsync(HttpMethod.Delete, $"agents/{agent.Membership.AgentId}", null);
        Assert.True(answer.IsSuccessStatusCode);
        var goodbye = await agent.NextGoodbyeAsync().AsTask().WaitAsync(Promised);
        using var refused = await agent.Http.GetAsync(new Uri(AgentRoutes.RoutingTable, UriKind.Relative));

        Assert.Equal("removed", goodbye.Reason);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [PostgresFact]
    public async Task Standing_TwoReplicas_AgreeOnOneLeader()
    {
        var (a, b) = (hosts.A.Get<ILeadership>(), hosts.B.Get<ILeadership>());

        await Eventually.BeTrueAsync("both know who leads", () => Task.FromResult(a.IsLeader && b.Standing.Leader == "a"), TimeSpan.FromSeconds(10));
        Assert.False(b.IsLeader);
    }

    private static async Task<string> SignatureAtAsync(FakeAgent agent)
    {
        using var answer = await agent.Http.GetAsync(new Uri(AgentRoutes.RoutingTable, UriKind.Relative));
        return answer.Headers.GetValues(AgentRoutes.SignatureHeader).Single();
    }

    private static IEnumerable<int> WeightsIn(RoutingTableOffer offer) =>
        RoutingTableCodec.Open(offer.Content, offer.Digest).Value.Table.Endpoints.Single().Variants.Select(v => v.Weight);
}

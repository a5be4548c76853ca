using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Tests.Agents;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Realtime;

/// <summary>From a command to the agents, over real connections.</summary>
[Trait("Category", "Slow")]
public sealed class PushTests
{
    [Fact]
    public async Task ChangeSplit_ReachesEveryAgentOfThePoolAndNoOther()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var first = await host.JoinAsync("first");
        await using var second = await host.JoinAsync("second");
        await using var staging = await host.JoinAsync("staging", "staging");
        await first.ConnectAsync();
        await second.ConnectAsync();
        await staging.ConnectAsync();

        using var answer = await host.PutSplitAsync("pets", 9_000, 1_000);
        await HostUnderTest.ReadAsync(answer);

        foreach (var agent in new[] { first, second })
        {
            var offer = await agent.NextOfferAsync();
            var pets = RoutingTableCodec.Open(offer.Content, offer.Digest).Value.Table.Endpoints.Single();
            Assert.Equal([9_000, 1_000], pets.Variants.Select(v => v.Weight));
            Assert.Equal((OfferUrgency.Urgent, 2L), (offer.Urgency, offer.Nonce));
        }

        Assert.False(staging.HasOffer);
    }

    [Fact]
    public async Task Commit_WithoutThePush_IsPublishedExactlyByTheNextStart()
    {
        var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        await agent.ConnectAsync();

        // What a crash right after the commit leaves: everything of the command but telling anybody.
        var committed = await host.Get<StateWriter>().RunAsync<string>(
            async (context, cancellation) =>
            {
                var store = new EndpointStore(context);
                var pets = (await store.FindAsync("pets", cancellation))!;
                var versions = await new ModelStore(context).VersionNumbersAsync("pets", cancellation);
                var change = pets.SetSplit([new VariantShare(1, 7_000), new VariantShare(2, 3_000)], versions, DateTimeOffset.UnixEpoch).Value;
                return (await store.SaveAsync(change, Actors.ByApi, "", cancellation)).Digest;
            },
            CancellationToken.None);
        Assert.False(agent.HasOffer);
        await using var restarted = await host.RestartAsync();
        await using var moved = agent.MovedTo(restarted.Http.BaseAddress!);
        var welcome = await moved.ConnectAsync(applied: new TablePosition(1, 1));

        Assert.Equal(committed.Value, welcome.Offer!.Digest);
        Assert.Equal(new TablePosition(1, 2), welcome.Offer.Position);
    }

    [Fact]
    public async Task RollBack_WithWait_AnswersWhenEveryReachableAgentHasAcknowledged()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        using (var split = await host.PutSplitAsync("pets", 5_000, 5_000))
            await HostUnderTest.ReadAsync(split);
        await using var first = await host.JoinAsync("first");
        await using var second = await host.JoinAsync("second");
        await first.ConnectAsync();
        await second.ConnectAsync();

        var rollback = host.PostAsync("endpoints/pets/rollback?wait=true", new { reason = "errors" });
        await first.AcknowledgeAsync(await first.NextOfferAsync());
        var offer = await second.NextOfferAsync();
        Assert.False(rollback.IsCompleted);
        await second.AcknowledgeAsync(offer);
        using var answer = await rollback;
        var change = await HostUnderTest.ReadAsync(answer);

        var acknowledgement = change.GetProperty("acknowledgement");
        Assert.True(acknowledgement.GetProperty("isComplete").GetBoolean());
        Assert.Equal((2, 2), (acknowledgement.GetProperty("acknowledged").GetInt32(), acknowledgement.GetProperty("awaited").GetInt32()));
        Assert.True(acknowledgement.GetProperty("elapsedMilliseconds").GetDouble() > 0);
        Assert.Equal(offer.Position.Revision, change.GetProperty("revision").GetInt64());
    }

    [Fact]
    public async Task Refuse_ATable_IsShownAndNotOfferedAgainToTheSameProcess()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        var welcome = await agent.ConnectAsync();

        var shown = ShownAsync(host, agent, "refusing");
        await agent.RefuseAsync(welcome.Offer!, RefusalCodes.SchemaUnsupported, isPermanent: true);
        var resource = await shown;
        await agent.CutAsync();
        await agent.Closed;
        await using var again = agent.MovedTo(host.Http.BaseAddress!);
        await using var newProcess = agent.MovedTo(host.Http.BaseAddress!);

        Assert.Equal("schema_unsupported", resource.GetProperty("lastRefusal").GetProperty("code").GetString());
        Assert.Equal(0, resource.GetProperty("reported").GetProperty("revision").GetInt64());
        Assert.Null((await again.ConnectAsync()).Offer);
        Assert.NotNull((await newProcess.ConnectAsync(bootId: "another boot")).Offer);
    }

    [Fact]
    public async Task Refuse_ASecondCopyOfTheTableInForce_IsNoRefusal()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        var welcome = await agent.ConnectAsync();

        await agent.RefuseAsync(welcome.Offer!, RefusalCodes.StaleVersion, isPermanent: true, inForce: welcome.Offer!.Position);
        var shown = ShownAsync(host, agent, "fresh");
        await agent.AcknowledgeAsync(welcome.Offer);
        var resource = await shown;

        Assert.Equal(System.Text.Json.JsonValueKind.Null, resource.GetProperty("lastRefusal").ValueKind);
        Assert.False(host.Get<AgentPresence>().IsRefusedForGood(agent.Membership.AgentId, "boot", welcome.Offer.Position));
    }

    [Fact]
    public async Task Acknowledge_IsShownAsReported()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        var welcome = await agent.ConnectAsync();

        var shown = ShownAsync(host, agent, "fresh");
        await agent.AcknowledgeAsync(welcome.Offer!);
        var resource = await shown;

        Assert.Equal(1, resource.GetProperty("reported").GetProperty("revision").GetInt64());
        Assert.Equal("ready", resource.GetProperty("versions")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Remove_AnAgent_ClosesItsConnectionAndRefusesItsCredential()
    {
        await using var host = await HostUnderTest.StartAsync();
        await using var agent = await host.JoinAsync();
        await agent.ConnectAsync();

        using var removed = await host.SendAsync(HttpMethod.Delete, $"agents/{agent.Membership.AgentId}", null);
        await agent.Closed;
        using var refused = await agent.Http.GetAsync(new Uri(AgentRoutes.RoutingTable, UriKind.Relative));

        Assert.Equal(System.Net.HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task ChangeSplit_OneAgentDoesNotRead_TheOthersGetEveryTableAndThatConnectionIsCut()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.RegisterAsync("pets", 2);

        // A table of some size, so that what the network itself holds is full after some dozens of them.
        using (var created = await host.PutAsync("endpoints/pets", new { model = "pets", stableVersion = 1, fallback = new { constant = new string('x', 11_000) } }))
            await HostUnderTest.ReadAsync(created);
        await using var slow = await host.JoinAsync("slow");
        await using var healthy = await host.JoinAsync("healthy");
        await slow.ConnectAsync();
        await healthy.ConnectAsync();
        var cut = new TaskCompletionSource();
        using var subscription = host.Get<ChangeBell>().Subscribe(ChangeTopic.Agents, slow.Membership.AgentId, () =>
        {
            if (host.Get<AgentConnections>().Find(slow.Membership.AgentId) is null)
                cut.TrySetResult();
            return Task.CompletedTask;
        });
        slow.StopReading();

        for (var weight = 1; !cut.Task.IsCompleted; weight = (weight + 1) % 10_000)
        {
            using var answer = await host.PutSplitAsync("pets", 10_000 - weight, weight);
            var revision = (await HostUnderTest.ReadAsync(answer)).GetProperty("revision").GetInt64();
            Assert.Equal(revision, (await healthy.NextOfferAsync()).Position.Revision);
        }

        Assert.NotNull(host.Get<AgentConnections>().Find(healthy.Membership.AgentId));
    }

    [Fact]
    public async Task Telemetry_OnTheHub_IsAnsweredAfterTheCommit()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        await agent.ConnectAsync();

        var receipt = await agent.InvokeAsync<TelemetryReceipt>(nameof(IAgentHub.Telemetry), Batches.Of(requests: 12));

        Assert.Equal(1, receipt.Sequence);
        var metrics = await host.Http.GetStringAsync(new Uri("metrics", UriKind.Relative));
        Assert.Contains("controlplane_requests_total{endpoint=\"pets\",variant=\"v1\",version=\"1\",role=\"champion\"} 12\n", metrics, StringComparison.Ordinal);
    }

    // The agent as the API shows it, once it is in a state; asked again at every ring, as a screen does.
    private static async Task<System.Text.Json.JsonElement> ShownAsync(HostUnderTest host, FakeAgent agent, string state)
    {
        var shown = new TaskCompletionSource<System.Text.Json.JsonElement>();
        using var subscription = host.Get<ChangeBell>().Subscribe(ChangeTopic.Agents, agent.Membership.AgentId, async () =>
        {
            var resource = await host.GetJsonAsync($"api/v1/agents/{agent.Membership.AgentId}");
            if (resource.GetProperty("state").GetString() == state)
                shown.TrySetResult(resource);
        });
        return await shown.Task;
    }
}

using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.Web.Tests.Agents;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Realtime;

/// <summary>What an agent says first, and how it goes on saying that it is there, over real connections.</summary>
public sealed class HelloTests
{
    [Fact]
    [Trait("Fault", "F33")]
    public async Task Hello_OfANewAgent_IsWelcomedWithTheNewestTable()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();

        var welcome = await agent.ConnectAsync();

        var table = RoutingTableCodec.Open(welcome.Offer!.Content, welcome.Offer.Digest).Value.Table;
        Assert.Equal(("pets", agent.Membership.ClusterId), (table.Endpoints.Single().Name, table.ClusterId));
        Assert.Equal(new TablePosition(1, 1), welcome.Offer.Position);
        Assert.False(welcome.IsAgentAhead);
    }

    [Fact]
    public async Task Hello_WithTheNewestTable_OffersNothing()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();

        var welcome = await agent.ConnectAsync(applied: new TablePosition(1, 1));

        Assert.Null(welcome.Offer);
    }

    [Fact]
    [Trait("Fault", "F34")]
    public async Task Hello_WithATableThisDatabaseNeverMade_SaysThatTheAgentIsAhead()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();

        var welcome = await agent.ConnectAsync(applied: new TablePosition(1, 9));

        Assert.True(welcome.IsAgentAhead);
        Assert.Null(welcome.Offer);
    }

    [Fact]
    public async Task Hello_OfAnotherProtocol_IsRefused()
    {
        await using var host = await HostUnderTest.StartAsync();
        await using var agent = await host.JoinAsync();
        await agent.OpenAsync();

        var refusal = await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => agent.HelloAsync(default, protocol: 99));

        Assert.Contains("protocol_unsupported", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heartbeat_OfAnAgentWithHundredsOfVersions_IsTaken()
    {
        await using var host = await HostUnderTest.StartAsync();
        await using var agent = await host.JoinAsync();
        await agent.ConnectAsync();

        await agent.InvokeAsync<HeartbeatReply>(nameof(IAgentHub.Heartbeat), ABeatWith(versions: 800));

        Assert.False(agent.Closed.IsCompleted);
    }

    [Fact]
    [Trait("Fault", "F87")]
    public async Task Heartbeat_LongerThanAnyAgentNeeds_EndsTheConnection()
    {
        await using var host = await HostUnderTest.StartAsync();
        await using var agent = await host.JoinAsync();
        await agent.ConnectAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => agent.InvokeAsync<HeartbeatReply>(nameof(IAgentHub.Heartbeat), ABeatWith(versions: 5_000)));

        await agent.Closed.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    [Trait("Fault", "F87")]
    public async Task Heartbeat_BeforeHello_IsRefused()
    {
        await using var host = await HostUnderTest.StartAsync();
        await using var agent = await host.JoinAsync();
        await agent.OpenAsync();

        var refusal = await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => BeatAsync(agent, default));

        Assert.Contains("hello_first", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heartbeat_IsAnsweredWithTheDesiredTable()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        await agent.ConnectAsync();

        var reply = await BeatAsync(agent, default);

        Assert.Equal(new TablePosition(1, 1), reply.Desired);
    }

    [Fact]
    [Trait("Fault", "F35")]
    public async Task Hello_OfTheSameAgentOnASecondConnection_ClosesTheFirst()
    {
        await using var host = await HostUnderTest.StartAsync();
        await using var first = await host.JoinAsync();
        await first.ConnectAsync();

        await using var second = first.MovedTo(host.Http.BaseAddress!);
        await second.ConnectAsync();
        var goodbye = await first.NextGoodbyeAsync();
        await first.Closed;

        Assert.Equal("superseded", goodbye.Reason);
        await BeatAsync(second, default);
    }

    private static Task<HeartbeatReply> BeatAsync(FakeAgent agent, TablePosition applied) => agent.InvokeAsync<HeartbeatReply>(
        nameof(IAgentHub.Heartbeat),
        new HeartbeatReport { Applied = applied, SentAt = agent.Clock.GetUtcNow(), InFlight = 0, ResidentBytes = 1, Versions = [] });

    private static HeartbeatReport ABeatWith(int versions) => new()
    {
        Applied = default,
        SentAt = DateTimeOffset.UnixEpoch,
        InFlight = 0,
        ResidentBytes = 1,
        Versions =
        [
            .. Enumerable.Range(1, versions).Select(number => new LoadedVersion
            {
                Model = "a-model-with-a-long-name",
                Version = number,
                Digest = new string('a', 64),
                State = PreparationState.Ready,
                LoadMilliseconds = 12.5,
                MemoryBytes = 40_000_000,
            }),
        ],
    };
}

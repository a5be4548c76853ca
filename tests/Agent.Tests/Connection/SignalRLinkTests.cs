using ControlPlane.AgentHost.Connection;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.ControlPlanes;
using ControlPlane.TestKit.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using static ControlPlane.AgentHost.Tests.Telemetry.Buckets;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Connection;

public sealed class SignalRLinkTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private FakeControlPlane _controlPlane = null!;

    public async Task InitializeAsync() => _controlPlane = await FakeControlPlane.StartAsync(FreePort.Next());

    public async Task DisposeAsync() => await _controlPlane.DisposeAsync();

    [Fact]
    public async Task ConnectAsync_WithTheCredential_SpeaksBothWays()
    {
        await using var session = await ConnectAsync(FakeControlPlane.Credential);

        var welcome = await session.Hub.Hello(Hello());
        await _controlPlane.PublishAsync(ATable(3, "pets", 10_000));
        var message = await session.Inbound.ReadAsync().AsTask().WaitAsync(Limit);

        Assert.NotEmpty(welcome.SessionId);
        Assert.Equal("boot-1", Assert.Single(_controlPlane.Heard.Hellos).BootId);
        Assert.Equal(new TablePosition(1, 3), message.Offer!.Position);
        Assert.NotNull(message.Offer.Content);
    }

    [Fact]
    public async Task ConnectAsync_WithAnotherCredential_Fails() =>
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync("other"));

    [Fact]
    public async Task Telemetry_OfTheLargestBatch_Arrives()
    {
        await using var session = await ConnectAsync(FakeControlPlane.Credential);
        TelemetryBucket[] buckets = [.. Enumerable.Range(0, 70).Select(s => ABucket(s))];
        var batch = new TelemetryBatch
        {
            BootId = "boot-1",
            Sequence = 4,
            OldestPending = 0,
            Buckets = buckets,
            Lifetime = [],
            SentAt = DateTimeOffset.UnixEpoch,
        };
        var bytes = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(batch, Contracts.Json.ContractsJsonContext.Default.TelemetryBatch).Length;

        var receipt = await session.Hub.Telemetry(batch).WaitAsync(Limit);

        Assert.InRange(bytes, TelemetryBatch.HubLimit / 2, 31 * 1024);
        Assert.Equal(4, receipt.Sequence);
        Assert.Equal(buckets.Sum(b => b.Requests), Assert.Single(_controlPlane.Heard.Telemetry).Buckets.Sum(b => b.Requests));
    }

    [Fact]
    public async Task Inbound_ConnectionCut_Ends()
    {
        await using var session = await ConnectAsync(FakeControlPlane.Credential);
        await session.Hub.Hello(Hello());

        _controlPlane.CutConnections();

        await Eventually.BeTrueAsync("the inbound queue has ended", () => Task.FromResult(session.Inbound.Completion.IsCompleted), Limit);
    }

    [Fact]
    [Trait("Fault", "F27")]
    public async Task Inbound_NobodyReads_IsBoundedAndEndsTheConnection()
    {
        await using var session = await ConnectAsync(FakeControlPlane.Credential);
        await session.Hub.Hello(Hello());

        for (var offer = 1; offer <= IControlPlaneSession.InboundCapacity + 1; offer++)
            await _controlPlane.PublishAsync(ATable(offer, "pets", 10_000));
        await Eventually.BeTrueAsync("the connection has ended", () => Task.FromResult(_controlPlane.Connections == 0), Limit);

        Assert.Equal(IControlPlaneSession.InboundCapacity, session.Inbound.Count);
        while (session.Inbound.TryRead(out _))
        {
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => session.Inbound.Completion.WaitAsync(Limit));
    }

    private Task<IControlPlaneSession> ConnectAsync(string credential)
    {
        var identity = new AgentIdentity(_controlPlane.Membership with { Credential = credential }, "production", AgentKey.Create());
        var link = new SignalRLink(
            new ControlPlaneAddresses([_controlPlane.Address]), new AgentProver(identity, TimeProvider.System), TimeProvider.System, NullLoggerFactory.Instance);
        return link.ConnectAsync(CancellationToken.None).WaitAsync(Limit);
    }

    private static HelloReport Hello() => new()
    {
        ProtocolVersion = HelloReport.CurrentProtocolVersion,
        BootId = "boot-1",
        AgentVersion = "1",
        ListenUrl = "http://127.0.0.1:1",
        Applied = default,
        Endpoints = [],
        Versions = [],
        SentAt = DateTimeOffset.UnixEpoch,
    };
}

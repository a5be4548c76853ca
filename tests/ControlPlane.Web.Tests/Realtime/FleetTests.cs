using System.Net;
using System.Net.Http.Json;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Signing;
using ControlPlane.TestKit.Keys;
using ControlPlane.Web.Tests.Agents;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Realtime;

/// <summary>A database that was put back: agents have tables that it does not hold.</summary>
public sealed class FleetTests
{
    [Fact]
    [Trait("Fault", "F34")]
    public async Task Hello_WithATableThisInstallationSignedAndTheDatabaseLacks_StopsPublishing_UntilSomebodyAdopts()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        var ahead = host.Get<SigningKeys>().Sign(await AheadAsync(agent, revision: 9, epoch: 4));

        await agent.ConnectAsync(applied: new TablePosition(4, 9), table: ahead);

        using (var split = await host.PutSplitAsync("pets", 9_000, 1_000))
            Assert.Equal("database_behind_agents", (await HostUnderTest.ReadProblemAsync(split, 409)).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync(new Uri("api/v1/endpoints/pets", UriKind.Relative))).StatusCode);
        using var telemetry = await agent.Http.PostAsJsonAsync(AgentRoutes.Telemetry, Batches.Of(requests: 1), ContractsJsonContext.Default.TelemetryBatch);
        Assert.Equal(HttpStatusCode.OK, telemetry.StatusCode);

        await using var restarted = await host.RestartAsync();
        using (var still = await restarted.PutSplitAsync("pets", 9_000, 1_000))
            Assert.Equal(HttpStatusCode.Conflict, still.StatusCode);
        using var adopted = await restarted.PostAsync("adopt", null);
        var position = (await HostUnderTest.ReadAsync(adopted)).GetProperty("tables").GetProperty("production");
        using var after = await restarted.PutSplitAsync("pets", 9_000, 1_000);
        using var twice = await restarted.PostAsync("adopt", null);

        Assert.Equal(5, position.GetProperty("epoch").GetInt64());
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal("database_not_behind", (await HostUnderTest.ReadProblemAsync(twice, 409)).GetProperty("code").GetString());
        Assert.Contains("behind-agents", (await restarted.GetJsonAsync("api/v1/audit")).GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("made up", false)]
    [InlineData("signed by a stranger", true)]
    [Trait("Fault", "F34")]
    public async Task Hello_WithATableThatNobodyHereSigned_StopsNothing(string table, bool isSigned)
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        using var stranger = new TestSigner();
        var ahead = await AheadAsync(agent, revision: 9, epoch: 4);

        await agent.ConnectAsync(applied: new TablePosition(4, 9), table: isSigned ? stranger.Sign(ahead) : ahead);

        using var split = await host.PutSplitAsync("pets", 9_000, 1_000);
        Assert.True(split.IsSuccessStatusCode, table);
    }

    [Fact]
    public async Task Hello_WithAnotherTableOfTheSamePlace_StopsPublishing()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        var twin = host.Get<SigningKeys>().Sign(await AheadAsync(agent, revision: 1, epoch: 1));

        await agent.ConnectAsync(applied: new TablePosition(1, 1), table: twin);

        using var split = await host.PutSplitAsync("pets", 9_000, 1_000);
        Assert.Equal(HttpStatusCode.Conflict, split.StatusCode);
    }

    private static async Task<SealedRoutingTable> AheadAsync(FakeAgent agent, long revision, long epoch)
    {
        using var answer = await agent.Http.GetAsync(new Uri(AgentRoutes.RoutingTable, UriKind.Relative));
        var now = RoutingTableCodec.Open(await answer.Content.ReadAsByteArrayAsync(), answer.Headers.ETag!.Tag.Trim('"')).Value.Table;
        return RoutingTableCodec.Seal(now with { Epoch = epoch, Revision = revision, AuditHead = null });
    }
}

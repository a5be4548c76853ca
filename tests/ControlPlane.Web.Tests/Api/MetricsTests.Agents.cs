using System.Net.Http.Json;
using System.Text.Json;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Tests.Agents;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

/// <summary>What agents say of themselves travels with the evidence.</summary>
public sealed partial class MetricsTests
{
    [Theory]
    [InlineData(60, "stuck")]
    [InlineData(0, "")]
    public async Task GetEvidence_AgentWithoutABatch_IsStuckOnlyWhenItSaysThatSomethingWaits(int oldestSeconds, string stuck)
    {
        await using var host = await HostUnderTest.StartAsync(new ManualTimeProvider(Now));
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync(name: "stuck");
        var welcome = await agent.ConnectAsync();
        await agent.AcknowledgeAsync(welcome.Offer!);
        await agent.InvokeAsync<HeartbeatReply>(nameof(IAgentHub.Heartbeat), new HeartbeatReport
        {
            Applied = welcome.Offer!.Position,
            SentAt = Now,
            InFlight = 0,
            ResidentBytes = 1,
            OldestPending = TimeSpan.FromSeconds(oldestSeconds),
            Versions = [],
        });

        var completeness = (await WhenServingAsync(host, agent)).GetProperty("completeness");

        Assert.Equal(stuck, string.Join(' ', completeness.GetProperty("stuck").EnumerateArray().Select(n => n.GetString())));
        Assert.Equal(oldestSeconds == 0, completeness.GetProperty("isEnough").GetBoolean());
    }

    [Theory]
    [InlineData(3_600, 1)]
    [InlineData(-3_600, 1)]
    [InlineData(-60, 0)]
    [Trait("Fault", "F55")]
    public async Task GetEvidence_AgentWhoseClockIsWrong_CountsInTheRightMinuteAndIsAnOutlier(int offsetSeconds, int outliers)
    {
        await using var host = await HostUnderTest.StartAsync(new ManualTimeProvider(Now));
        await host.PreparePetsAsync();
        await using var agent = await FakeAgent.JoinAsync(host.Http, await host.CreateJoinTokenAsync(), "late", clock: new ManualTimeProvider(Now.AddSeconds(offsetSeconds)));
        var welcome = await agent.ConnectAsync();
        await agent.AcknowledgeAsync(welcome.Offer!);
        using (var sent = await agent.Http.PostAsJsonAsync(
            AgentRoutes.Telemetry, Batches.Of(requests: 30, start: agent.Clock.GetUtcNow().ToUnixTimeSeconds() - 1), ContractsJsonContext.Default.TelemetryBatch))
        {
            await HostUnderTest.ReadAsync(sent);
        }

        var evidence = await WhenServingAsync(host, agent);

        Assert.Equal(outliers, evidence.GetProperty("completeness").GetProperty("outliers").GetArrayLength());
        var points = (await host.GetJsonAsync("api/v1/endpoints/pets/metrics?from=-2m&step=120s&variant=v1")).GetProperty("series")[0].GetProperty("points");
        Assert.Equal(30, points.EnumerateArray().Single().GetProperty("requests").GetInt64());
        var shown = (await host.GetJsonAsync("api/v1/agents")).GetProperty("items")[0];
        Assert.Equal((offsetSeconds, outliers == 0), (shown.GetProperty("clockOffsetSeconds").GetDouble(), shown.GetProperty("clockWarning").ValueKind == JsonValueKind.Null));
    }

    // Reports are written soon after they are answered: asked again at every ring, as a screen does.
    private static async Task<JsonElement> WhenServingAsync(HostUnderTest host, FakeAgent agent)
    {
        var arrived = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = host.Get<ChangeBell>().Subscribe(ChangeTopic.Agents, agent.Membership.AgentId, AskAsync);
        await AskAsync();
        return await arrived.Task;

        async Task AskAsync()
        {
            var seen = await host.GetJsonAsync("api/v1/endpoints/pets/evidence");
            if (seen.GetProperty("completeness").GetProperty("agents").GetInt32() == 1)
                arrived.TrySetResult(seen);
        }
    }
}

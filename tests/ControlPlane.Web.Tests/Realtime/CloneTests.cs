using System.Net;
using System.Net.Http.Json;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Tests.Agents;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Realtime;

public sealed class CloneTests
{
    [Fact]
    [Trait("Fault", "F35")]
    public async Task Hello_TwoProcessesOfOneAgent_TheNewerEndsTheOlder_AndTheThirdTimeIsAnAlarm()
    {
        var clock = new ManualTimeProvider();
        await using var host = await HostUnderTest.StartAsync(clock);
        await using var agent = await host.JoinAsync();
        await using var other = await host.JoinAsync("honest");
        await agent.ConnectAsync(bootId: "one");
        await using var clone = agent.MovedTo(host.Http.BaseAddress!);

        await clone.ConnectAsync(bootId: "two");
        Assert.Equal("superseded", (await agent.NextGoodbyeAsync()).Reason);
        await using var again = agent.MovedTo(host.Http.BaseAddress!);
        await again.ConnectAsync(bootId: "one");
        Assert.Equal(HttpStatusCode.OK, await UploadAsync(again));
        Assert.Null(await ClonedAtAsync(host, agent));
        await using var last = agent.MovedTo(host.Http.BaseAddress!);
        await last.ConnectAsync(bootId: "two");

        Assert.NotNull(await ClonedAtAsync(host, agent));
        Assert.Equal(HttpStatusCode.Forbidden, await UploadAsync(last));
        Assert.Equal(HttpStatusCode.OK, await UploadAsync(other));
        Assert.NotEqual(HttpStatusCode.Forbidden, (await last.Http.GetAsync(new Uri(AgentRoutes.RoutingTable, UriKind.Relative))).StatusCode);
        Assert.Contains("its key was copied", (await host.GetJsonAsync("api/v1/audit")).GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the same process each time", false, 0)]
    [InlineData("too rarely", true, 151)]
    public async Task Hello_ConnectionsThatFollowEachOther_AreNoClones(string circumstance, bool isOtherProcess, int seconds)
    {
        var clock = new ManualTimeProvider();
        await using var host = await HostUnderTest.StartAsync();
        var watch = WatchBy(host, clock);
        await using var agent = await host.JoinAsync();
        for (var connection = 0; connection < 4; connection++)
        {
            var (older, newer) = (SessionOf(agent, isOtherProcess ? $"boot-{connection}" : "boot"), SessionOf(agent, isOtherProcess ? $"boot-{connection + 1}" : "boot"));
            await watch.HearAsync(older, newer, CancellationToken.None);
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.True(await ClonedAtAsync(host, agent) is null, circumstance);
    }

    private static CloneWatch WatchBy(HostUnderTest host, TimeProvider clock) => new(
        host.Get<ControlPlane.Data.Writing.StateWriter>(), host.Get<AgentMembers>(), host.Get<ChangeBell>(), clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<CloneWatch>.Instance);

    private static AgentSession SessionOf(FakeAgent agent, string bootId) => new(agent.Membership.AgentId, "fake", "production", "connection", "session", bootId);

    private static async Task<HttpStatusCode> UploadAsync(FakeAgent agent)
    {
        using var answer = await agent.Http.PostAsJsonAsync(AgentRoutes.Telemetry, Batches.Of(requests: 1), ContractsJsonContext.Default.TelemetryBatch);
        return answer.StatusCode;
    }

    private static async Task<string?> ClonedAtAsync(HostUnderTest host, FakeAgent agent) =>
        (await host.GetJsonAsync($"api/v1/agents/{agent.Membership.AgentId}")).TryGetProperty("clonedAt", out var at) ? at.GetString() : null;
}

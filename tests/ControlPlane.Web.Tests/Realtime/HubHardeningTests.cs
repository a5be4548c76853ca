using System.Text.Json;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Realtime;

/// <summary>An agent whose host was taken over: it has a key, and sends what it likes. Its connection ends, and nobody else feels it.</summary>
public sealed class HubHardeningTests
{
    private static readonly HeartbeatReport Beat = new() { Applied = default, SentAt = DateTimeOffset.UnixEpoch, InFlight = 0, ResidentBytes = 1, Versions = [] };

    public static TheoryData<string, string> Attacks => new()
    {
        { "a method that does not exist", """{"type":1,"invocationId":"1","target":"Shutdown","arguments":[]}""" },
        { "arguments that do not fit", """{"type":1,"invocationId":"1","target":"Heartbeat","arguments":["now"]}""" },
        { "a thousand brackets", $$"""{"type":1,"invocationId":"1","target":"Heartbeat","arguments":[{{new string('[', 1_000)}}{{new string(']', 1_000)}}]}""" },
        { "no JSON", "{" },
        { "a message longer than any", $$"""{"type":1,"invocationId":"1","target":"Heartbeat","arguments":["{{new string('x', 300_000)}}"]}""" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Message_ThatIsNoneOfTheProtocol_EndsTheConnection_AndOthersGoOn(string attack, string message)
    {
        await using var host = await HostUnderTest.StartAsync();
        await using var taken = await host.JoinAsync("taken");
        await using var honest = await host.JoinAsync("honest");
        await taken.ConnectAsync();
        await honest.ConnectAsync();
        await taken.InvokeAsync<HeartbeatReply>(nameof(IAgentHub.Heartbeat), Beat);

        await taken.SendAsync([message]);

        await taken.Closed.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        await honest.InvokeAsync<HeartbeatReply>(nameof(IAgentHub.Heartbeat), Beat);
        Assert.False(honest.Closed.IsCompleted, attack);
    }

    [Fact]
    public async Task Messages_TenThousandAtOnce_EndTheConnection_AndOthersGoOn()
    {
        await using var host = await HostUnderTest.StartAsync();
        await using var taken = await host.JoinAsync("taken");
        await using var honest = await host.JoinAsync("honest");
        await taken.ConnectAsync();
        await honest.ConnectAsync();
        var message = $$"""{"type":1,"target":"Heartbeat","arguments":[{{JsonSerializer.Serialize(Beat, ContractsJsonContext.Default.HeartbeatReport)}}]}""";

        await taken.SendAsync(Enumerable.Repeat(message, 10_000));

        await taken.Closed.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        await honest.InvokeAsync<HeartbeatReply>(nameof(IAgentHub.Heartbeat), Beat);
    }

    [Fact]
    public void Rates_OfOneAgent_AreABurstAndThenSoManyASecond_AndNobodyElses()
    {
        var clock = new ManualTimeProvider();
        var rates = new AgentRates(clock);

        Assert.Equal(AgentRates.Burst, Enumerable.Range(0, 2_000).Count(_ => rates.TryTake("taken")));
        Assert.True(rates.TryTake("honest"));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(AgentRates.PerSecond, Enumerable.Range(0, 2_000).Count(_ => rates.TryTake("taken")));
    }
}

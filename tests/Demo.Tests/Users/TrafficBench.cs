using ControlPlane.Demo.Users;
using ControlPlane.TestKit.Time;

namespace ControlPlane.Demo.Tests.Users;

/// <summary>Users, stub agents and a clock that the test moves.</summary>
internal sealed class TrafficBench : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly AgentClient _client;
    private readonly CancellationTokenSource _stop = new();

    public TrafficBench(TrafficOptions options, int agents = 3)
    {
        Agents = new StubAgents(Time);
        var counters = new TrafficCounters(options.Scenes);
        var clock = new TrafficClock(Time);
        Uri[] addresses = [.. Enumerable.Range(1, agents).Select(number => new Uri($"http://agent-{number}/"))];
        _client = new AgentClient(Agents, new AgentRing(addresses), counters, clock);
        Plan = new CallPlan(options);
        Traffic = new UserTraffic(options, Plan, _client, counters, clock, Time);
    }

    public ManualTimeProvider Time { get; } = new();

    public StubAgents Agents { get; }

    public CallPlan Plan { get; }

    public UserTraffic Traffic { get; }

    public TrafficSummary Summary => Traffic.Summarise();

    /// <summary>Lets the users act every ten milliseconds for a while.</summary>
    public void Act(TimeSpan duration)
    {
        for (var elapsed = TimeSpan.Zero; elapsed < duration; elapsed += Step)
        {
            Time.Advance(Step);
            Traffic.Tick(_stop.Token);
        }
    }

    /// <summary>Lets time pass in which the users are not asked to act.</summary>
    public void Freeze(TimeSpan duration)
    {
        Time.Advance(duration);
        Traffic.Tick(_stop.Token);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _client.Dispose();
        Agents.Dispose();
        _stop.Dispose();
    }
}
